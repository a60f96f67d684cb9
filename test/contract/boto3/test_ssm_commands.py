import unittest

from region import QUICKLY, ContractTest, client, eventually, image, policy

ec2 = client("ec2")
ssm = client("ssm")
PROFILE = "ManagedByBoto3"


def managed_instance():
    """Launches an instance, and waits until Systems Manager manages it."""
    iam = client("iam")
    trust = policy(Principal={"Service": "ec2.amazonaws.com"}, Action="sts:AssumeRole")
    iam.create_role(RoleName=PROFILE, AssumeRolePolicyDocument=trust)
    iam.attach_role_policy(RoleName=PROFILE, PolicyArn="arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore")
    iam.create_instance_profile(InstanceProfileName=PROFILE)
    iam.add_role_to_instance_profile(InstanceProfileName=PROFILE, RoleName=PROFILE)
    launched = ec2.run_instances(
        ImageId=image(), InstanceType="t3.micro", MinCount=1, MaxCount=1, IamInstanceProfile={"Name": PROFILE}
    )
    instance = launched["Instances"][0]["InstanceId"]
    filters = [{"Key": "InstanceIds", "Values": [instance]}]
    eventually(lambda: ssm.describe_instance_information(Filters=filters)["InstanceInformationList"])
    return instance


class Commands(ContractTest):
    @classmethod
    def setUpClass(cls):
        cls.instance = managed_instance()

    def run_command(self, document, **parameters):
        values = {name: [value] for name, value in parameters.items()}
        sent = ssm.send_command(DocumentName=document, InstanceIds=[self.instance], Parameters=values)
        command = {"CommandId": sent["Command"]["CommandId"], "InstanceId": self.instance}
        ssm.get_waiter("command_executed").wait(**command, WaiterConfig=QUICKLY)
        return ssm.get_command_invocation(**command)

    def test_a_shell_script_runs_on_the_instance(self):
        invocation = self.run_command("AWS-RunShellScript", commands="echo hello")
        self.assertEqual(invocation["Status"], "Success")
        self.assertEqual(invocation["ResponseCode"], 0)
        self.assertEqual(invocation["StandardOutputContent"], "hello\n")

    def test_a_scan_finds_what_an_installation_then_installs(self):
        self.run_command("AWS-RunPatchBaseline", Operation="Scan")
        missing = self.patch_state()["MissingCount"]
        self.assertGreater(missing, 0)
        installed = self.run_command("AWS-RunPatchBaseline", Operation="Install", RebootOption="NoReboot")
        self.assertIn("Upgraded: ", installed["StandardOutputContent"])
        after = self.patch_state()
        self.assertEqual((after["Operation"], after["MissingCount"], after["FailedCount"]), ("Install", 0, 0))

    def patch_state(self):
        [state] = ssm.describe_instance_patch_states(InstanceIds=[self.instance])["InstancePatchStates"]
        return state

    def test_an_instance_that_does_not_report_gets_no_command(self):
        stranger = "i-0123456789abcdef0"
        command = {"DocumentName": "AWS-RunShellScript", "Parameters": {"commands": ["true"]}}
        self.refused("InvalidInstanceId", ssm.send_command, **command, InstanceIds=[stranger])

    def test_errors_carry_the_codes_of_systems_manager(self):
        self.refused("ParameterNotFound", ssm.get_parameter, Name="/not/there")
        self.refused("InvalidDocument", ssm.send_command, DocumentName="No-Such", InstanceIds=[self.instance])
        with self.assertRaises(ssm.exceptions.InvocationDoesNotExist):
            ssm.get_command_invocation(CommandId="00000000-0000-0000-0000-000000000000", InstanceId=self.instance)


if __name__ == "__main__":
    unittest.main()
