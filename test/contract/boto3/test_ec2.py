import unittest

from region import QUICKLY, ContractTest, client, image

ec2 = client("ec2")


class Instances(ContractTest):
    def test_instances_are_launched_stopped_started_and_terminated(self):
        tags = [{"ResourceType": "instance", "Tags": [{"Key": "Fleet", "Value": "boto3"}]}]
        reservation = ec2.run_instances(
            ImageId=image(), InstanceType="t3.micro", MinCount=2, MaxCount=2, TagSpecifications=tags
        )
        ids = [instance["InstanceId"] for instance in reservation["Instances"]]
        self.assertEqual({instance["State"]["Name"] for instance in reservation["Instances"]}, {"pending"})

        ec2.get_waiter("instance_running").wait(InstanceIds=ids, WaiterConfig=QUICKLY)
        ec2.get_waiter("instance_status_ok").wait(InstanceIds=ids, WaiterConfig=QUICKLY)
        stopping = ec2.stop_instances(InstanceIds=ids)["StoppingInstances"]
        self.assertEqual({change["PreviousState"]["Name"] for change in stopping}, {"running"})
        ec2.get_waiter("instance_stopped").wait(InstanceIds=ids, WaiterConfig=QUICKLY)

        [woken, asleep] = ids
        ec2.start_instances(InstanceIds=[woken])
        ec2.get_waiter("instance_running").wait(InstanceIds=[woken], WaiterConfig=QUICKLY)
        self.assertEqual(self.of_fleet("running"), [woken])
        self.assertEqual(self.of_fleet("stopped"), [asleep])

        ec2.terminate_instances(InstanceIds=ids)
        ec2.get_waiter("instance_terminated").wait(InstanceIds=ids, WaiterConfig=QUICKLY)
        self.assertEqual(self.of_fleet("running", "stopped"), [])

    def of_fleet(self, *states):
        filters = [{"Name": "tag:Fleet", "Values": ["boto3"]}, {"Name": "instance-state-name", "Values": [*states]}]
        pages = ec2.get_paginator("describe_instances").paginate(Filters=filters, PaginationConfig={"PageSize": 5})
        return [one["InstanceId"] for page in pages for group in page["Reservations"] for one in group["Instances"]]

    def test_errors_carry_the_codes_of_ec2(self):
        absent = "i-0123456789abcdef0"
        message = self.refused("InvalidInstanceID.NotFound", ec2.start_instances, InstanceIds=[absent])
        self.assertEqual(message, f"The instance ID '{absent}' does not exist")
        self.refused("InvalidInstanceID.Malformed", ec2.describe_instances, InstanceIds=["i-nonsense"])
        one = {"InstanceType": "t3.micro", "MinCount": 1, "MaxCount": 1}
        self.refused("InvalidAMIID.NotFound", ec2.run_instances, ImageId="ami-0123456789abcdef0", **one)
        self.refused("DryRunOperation", ec2.run_instances, ImageId=image(), DryRun=True, **one)


if __name__ == "__main__":
    unittest.main()
