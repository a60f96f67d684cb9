import unittest

from region import ACCOUNT, QUICKLY, ContractTest, client, policy

iam = client("iam")
TRUST = policy(Principal={"Service": "lambda.amazonaws.com"}, Action="sts:AssumeRole")


class Roles(ContractTest):
    def test_a_role_has_policies_and_is_deleted_without_them(self):
        name = {"RoleName": "boto3-role"}
        role = iam.create_role(**name, AssumeRolePolicyDocument=TRUST, Tags=[{"Key": "Team", "Value": "platform"}])[
            "Role"
        ]
        iam.get_waiter("role_exists").wait(**name, WaiterConfig=QUICKLY)
        self.assertEqual(role["Arn"], f"arn:aws:iam::{ACCOUNT}:role/boto3-role")
        # IAM hands a policy out as encoded JSON, and boto3 decodes it.
        self.assertEqual(iam.get_role(**name)["Role"]["AssumeRolePolicyDocument"]["Version"], "2012-10-17")

        iam.put_role_policy(**name, PolicyName="Read", PolicyDocument=policy(Action="logs:GetLogEvents", Resource="*"))
        document = iam.get_role_policy(**name, PolicyName="Read")["PolicyDocument"]
        self.assertEqual(document["Statement"][0]["Action"], "logs:GetLogEvents")
        listed = [one["RoleName"] for page in iam.get_paginator("list_roles").paginate() for one in page["Roles"]]
        self.assertIn("boto3-role", listed)

        self.refused("DeleteConflict", iam.delete_role, **name)
        iam.delete_role_policy(**name, PolicyName="Read")
        iam.delete_role(**name)
        with self.assertRaises(iam.exceptions.NoSuchEntityException):
            iam.get_role(**name)

    def test_errors_carry_the_codes_of_iam(self):
        iam.create_role(RoleName="boto3-once", AssumeRolePolicyDocument=TRUST)
        message = self.refused(
            "EntityAlreadyExists", iam.create_role, RoleName="boto3-once", AssumeRolePolicyDocument=TRUST
        )
        self.assertEqual(message, "Role with name boto3-once already exists.")
        self.refused(
            "MalformedPolicyDocument", iam.put_role_policy, RoleName="boto3-once", PolicyName="Bad", PolicyDocument="{"
        )
        self.refused("NoSuchEntity", iam.delete_role, RoleName="boto3-absent")


if __name__ == "__main__":
    unittest.main()
