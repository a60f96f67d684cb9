import unittest

from botocore.exceptions import WaiterError

from region import QUICKLY, ContractTest, client, eventually

cloudformation = client("cloudformation")
TEMPLATE = """
Parameters:
  Days: {Type: Number, AllowedValues: [7, 30]}
Resources:
  Log: {Type: AWS::Logs::LogGroup, Properties: {RetentionInDays: !Ref Days}}
Outputs:
  LogName: {Value: !Ref Log}
"""


def days(value):
    return [{"ParameterKey": "Days", "ParameterValue": value}]


class Stacks(ContractTest):
    def test_a_stack_is_created_read_and_deleted(self):
        name = {"StackName": "boto3-log"}
        identity = cloudformation.create_stack(**name, TemplateBody=TEMPLATE, Parameters=days("7"))["StackId"]
        cloudformation.get_waiter("stack_create_complete").wait(**name, WaiterConfig=QUICKLY)
        [stack] = cloudformation.describe_stacks(**name)["Stacks"]
        log = stack["Outputs"][0]["OutputValue"]
        [group] = client("logs").describe_log_groups(logGroupNamePrefix=log)["logGroups"]
        self.assertEqual(group["retentionInDays"], 7)

        pages = cloudformation.get_paginator("describe_stack_events").paginate(**name)
        told = [
            (event["LogicalResourceId"], event["ResourceStatus"]) for page in pages for event in page["StackEvents"]
        ]
        self.assertEqual(told[0], ("boto3-log", "CREATE_COMPLETE"))
        self.assertEqual(told[-1], ("boto3-log", "CREATE_IN_PROGRESS"))
        self.assertIn(("Log", "CREATE_COMPLETE"), told)

        self.refused(
            "AlreadyExistsException", cloudformation.create_stack, **name, TemplateBody=TEMPLATE, Parameters=days("7")
        )
        cloudformation.delete_stack(**name)
        cloudformation.get_waiter("stack_delete_complete").wait(StackName=identity, WaiterConfig=QUICKLY)
        self.assertEqual(client("logs").describe_log_groups(logGroupNamePrefix=log)["logGroups"], [])
        self.assertEqual(
            self.refused("ValidationError", cloudformation.describe_stacks, **name),
            "Stack with id boto3-log does not exist",
        )

    def test_a_stack_that_fails_is_rolled_back_and_its_waiter_says_so(self):
        twice = """
Resources:
  First: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: boto3-twice}}
  Second: {Type: AWS::Logs::LogGroup, DependsOn: First, Properties: {LogGroupName: boto3-twice}}
"""
        cloudformation.create_stack(StackName="boto3-twice", TemplateBody=twice)
        with self.assertRaises(WaiterError) as caught:
            cloudformation.get_waiter("stack_create_complete").wait(StackName="boto3-twice", WaiterConfig=QUICKLY)
        self.assertIn("ROLLBACK", str(caught.exception))
        eventually(lambda: self.status("boto3-twice") == "ROLLBACK_COMPLETE")
        self.assertEqual(client("logs").describe_log_groups(logGroupNamePrefix="boto3-twice")["logGroups"], [])

    def status(self, name):
        return cloudformation.describe_stacks(StackName=name)["Stacks"][0]["StackStatus"]

    def test_a_template_is_validated(self):
        [parameter] = cloudformation.validate_template(TemplateBody=TEMPLATE)["Parameters"]
        self.assertEqual(parameter["ParameterKey"], "Days")
        self.refused("ValidationError", cloudformation.validate_template, TemplateBody="Resources: {")


if __name__ == "__main__":
    unittest.main()
