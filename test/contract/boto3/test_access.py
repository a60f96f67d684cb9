import os
import unittest

from region import ACCOUNT, ContractTest, client


class Access(ContractTest):
    def test_the_caller_is_the_root_of_the_account(self):
        identity = client("sts").get_caller_identity()
        self.assertEqual(identity["Account"], ACCOUNT)
        self.assertEqual(identity["Arn"], f"arn:aws:iam::{ACCOUNT}:root")

    def test_a_wrong_secret_is_told_from_an_unknown_key_in_each_protocol(self):
        key = os.environ["AWS_ACCESS_KEY_ID"]
        wrong = {"aws_access_key_id": key, "aws_secret_access_key": "not the secret"}
        unknown = {"aws_access_key_id": "AKIAUNKNOWNUNKNOWN00", "aws_secret_access_key": "whatever"}
        codes = {
            ("sts", "get_caller_identity"): ("SignatureDoesNotMatch", "InvalidClientTokenId"),
            ("ec2", "describe_instances"): ("SignatureDoesNotMatch", "AuthFailure"),
            ("ssm", "describe_maintenance_windows"): ("InvalidSignatureException", "UnrecognizedClientException"),
            ("lambda", "list_functions"): ("InvalidSignatureException", "UnrecognizedClientException"),
        }
        for (service, call), (for_wrong, for_unknown) in codes.items():
            self.refused(for_wrong, getattr(client(service, **wrong), call))
            self.refused(for_unknown, getattr(client(service, **unknown), call))

    def test_what_the_region_does_not_have_is_refused_by_name(self):
        message = self.refused("NotImplemented", client("ec2").create_key_pair, KeyName="mine")
        self.assertIn("CreateKeyPair", message)
        message = self.refused(
            "NotImplemented", client("ec2").describe_instances, Filters=[{"Name": "dns-name", "Values": ["x"]}]
        )
        self.assertIn("dns-name", message)
        message = self.refused("NotImplemented", client("sqs").list_queues)
        self.assertIn("sqs", message)


if __name__ == "__main__":
    unittest.main()
