"""Clients for the Region that boto3.test.ts starts, and what the tests of several services begin with."""

import json
import os
import time
import unittest

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

ACCOUNT = "123456789012"

# Machines here take no time to boot: looking every second would be waiting for nothing.
QUICKLY = {"Delay": 1, "MaxAttempts": 60}


def client(service, **options):
    """A client as any program makes one: the credentials and the region are in the environment."""
    config = Config(retries={"total_max_attempts": 1})
    return boto3.client(service, endpoint_url=os.environ["REGION_ENDPOINT"], config=config, **options)


def eventually(look, seconds=60):
    """What `look` answers, as soon as that is anything: for what boto3 has no waiter."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        answer = look()
        if answer:
            return answer
        time.sleep(0.1)
    raise TimeoutError(f"nothing came of {look} within {seconds} seconds")


def image():
    """The id of an image: as on AWS, it comes from a public parameter."""
    parameter = client("ssm").get_parameter(Name="/aws/service/debian/release/12/latest/amd64")
    return parameter["Parameter"]["Value"]


def policy(**statement):
    return json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", **statement}]})


def role_for(service, name, **statement):
    """Makes a role that an AWS service may assume, and that may do what the statement says. Returns its ARN."""
    iam = client("iam")
    trust = policy(Principal={"Service": f"{service}.amazonaws.com"}, Action="sts:AssumeRole")
    role = iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust)["Role"]
    iam.put_role_policy(RoleName=name, PolicyName="May", PolicyDocument=policy(**statement))
    return role["Arn"]


class ContractTest(unittest.TestCase):
    maxDiff = None

    def refused(self, code, call, **arguments):
        """Asserts that a call fails with this code, as boto3 sees it. Returns the error's message."""
        with self.assertRaises(ClientError) as caught:
            call(**arguments)
        self.assertEqual(caught.exception.response["Error"]["Code"], code, caught.exception)
        return caught.exception.response["Error"]["Message"]
