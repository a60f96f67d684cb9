"""S3 as programs in Python use it: the client, the resource, transfers, waiters and paginators."""

import io
import os
import unittest
import urllib.request

import boto3
from botocore.config import Config
from region import ContractTest, client


class S3Test(ContractTest):
    made = 0

    def setUp(self):
        self.s3 = client("s3")
        S3Test.made += 1
        self.bucket = f"boto3-{S3Test.made}"
        self.s3.create_bucket(Bucket=self.bucket)

    def put(self, *keys):
        for key in keys:
            self.s3.put_object(Bucket=self.bucket, Key=key, Body=key.encode())

    def test_object_round_trip(self):
        key = "a b/ü+%41 €.json"
        self.s3.put_object(
            Bucket=self.bucket, Key=key, Body=b"{}", ContentType="application/json", Metadata={"run": "1"}
        )
        got = self.s3.get_object(Bucket=self.bucket, Key=key)
        self.assertEqual(got["Body"].read(), b"{}")
        self.assertEqual((got["ContentType"], got["Metadata"]), ("application/json", {"run": "1"}))
        self.assertEqual(self.s3.head_object(Bucket=self.bucket, Key=key)["ContentLength"], 2)

    def test_bytes_of_an_object(self):
        self.s3.put_object(Bucket=self.bucket, Key="k", Body=b"abcdef")
        got = self.s3.get_object(Bucket=self.bucket, Key="k", Range="bytes=1-2")
        self.assertEqual((got["Body"].read(), got["ContentRange"]), (b"bc", "bytes 1-2/6"))

    def test_transfers(self):
        self.s3.upload_fileobj(io.BytesIO(b"hello"), self.bucket, "k", ExtraArgs={"ContentType": "text/plain"})
        out = io.BytesIO()
        self.s3.download_fileobj(self.bucket, "k", out)
        self.assertEqual(out.getvalue(), b"hello")

    def test_resource(self):
        bucket = boto3.resource("s3", endpoint_url=os.environ["REGION_ENDPOINT"]).Bucket(self.bucket)
        self.put("a/1", "a/2", "b")
        self.assertEqual([each.key for each in bucket.objects.filter(Prefix="a/")], ["a/1", "a/2"])
        bucket.objects.all().delete()
        self.assertEqual(list(bucket.objects.all()), [])
        bucket.delete()
        self.refused("404", self.s3.head_bucket, Bucket=self.bucket)

    def test_pages(self):
        keys = [f"ä &/{number}" for number in range(7)]
        self.put(*keys)
        pages = self.s3.get_paginator("list_objects_v2").paginate(
            Bucket=self.bucket, PaginationConfig={"PageSize": 3}
        )
        self.assertEqual([[each["Key"] for each in page["Contents"]] for page in pages], [keys[:3], keys[3:6], keys[6:]])

    def test_waiters(self):
        self.s3.get_waiter("bucket_exists").wait(Bucket=self.bucket)
        self.put("k")
        self.s3.get_waiter("object_exists").wait(Bucket=self.bucket, Key="k")
        self.s3.delete_object(Bucket=self.bucket, Key="k")
        self.s3.get_waiter("object_not_exists").wait(Bucket=self.bucket, Key="k")

    def test_checksums(self):
        put = self.s3.put_object(Bucket=self.bucket, Key="k", Body=b"hello", ChecksumAlgorithm="CRC32")
        self.assertEqual(put["ChecksumCRC32"], "NhCmhg==")
        self.refused("BadDigest", self.s3.put_object, Bucket=self.bucket, Key="k", Body=b"other", ChecksumCRC32="NhCmhg==")
        self.refused("BadDigest", self.s3.put_object, Bucket=self.bucket, Key="k", Body=b"x", ContentMD5="A" * 22 + "==")

    def test_configuration(self):
        rules = [{"ID": "short", "Status": "Enabled", "Filter": {"Prefix": "tmp/"}, "Expiration": {"Days": 7}}]
        self.s3.put_bucket_lifecycle_configuration(Bucket=self.bucket, LifecycleConfiguration={"Rules": rules})
        self.assertEqual(self.s3.get_bucket_lifecycle_configuration(Bucket=self.bucket)["Rules"], rules)
        self.s3.put_bucket_tagging(Bucket=self.bucket, Tagging={"TagSet": [{"Key": "a", "Value": "1"}]})
        self.assertEqual(self.s3.get_bucket_tagging(Bucket=self.bucket)["TagSet"], [{"Key": "a", "Value": "1"}])
        self.assertIsNone(self.s3.get_bucket_location(Bucket=self.bucket)["LocationConstraint"])

    def test_presigned_upload(self):
        config = Config(signature_version="s3v4")
        signed = boto3.client("s3", endpoint_url=os.environ["REGION_ENDPOINT"], config=config)
        arguments = {"Bucket": self.bucket, "Key": "k", "ContentType": "text/plain"}
        url = signed.generate_presigned_url("put_object", Params=arguments)
        request = urllib.request.Request(url, data=b"hello", headers={"Content-Type": "text/plain"}, method="PUT")
        self.assertEqual(urllib.request.urlopen(request).status, 200)
        self.assertEqual(self.s3.get_object(Bucket=self.bucket, Key="k")["Body"].read(), b"hello")

    def test_errors(self):
        self.put("k")
        self.refused("NoSuchKey", self.s3.get_object, Bucket=self.bucket, Key="no")
        self.refused("404", self.s3.head_object, Bucket=self.bucket, Key="no")
        self.refused("NoSuchBucket", self.s3.list_objects_v2, Bucket="no-such-bucket")
        self.refused("BucketNotEmpty", self.s3.delete_bucket, Bucket=self.bucket)
        self.refused("InvalidRange", self.s3.get_object, Bucket=self.bucket, Key="k", Range="bytes=5-")
        self.refused("304", self.s3.get_object, Bucket=self.bucket, Key="k", IfNoneMatch="*")
        message = self.refused("NotImplemented", self.s3.create_multipart_upload, Bucket=self.bucket, Key="k")
        self.assertIn("the operation CreateMultipartUpload of s3", message)


if __name__ == "__main__":
    unittest.main()
