import unittest

from region import ContractTest, client, eventually, role_for

ssm = client("ssm")
states = client("stepfunctions")
WINDOW = {"Schedule": "rate(30 minutes)", "Duration": 2, "Cutoff": 1, "AllowUnassociatedTargets": True}


class Windows(ContractTest):
    def create(self, name, **more):
        window = ssm.create_maintenance_window(Name=name, **{**WINDOW, **more})["WindowId"]
        self.addCleanup(ssm.delete_maintenance_window, WindowId=window)
        return window

    def opened(self, window, count):
        """The executions of a window, the newest first, as soon as so many are over."""

        def look():
            executions = ssm.describe_maintenance_window_executions(WindowId=window)["WindowExecutions"]
            over = [execution for execution in executions if "EndTime" in execution]
            return over if len(over) == count else None

        return sorted(eventually(look), key=lambda execution: execution["StartTime"], reverse=True)

    def test_a_rate_runs_once_before_there_is_a_task_and_again_when_enabled_anew(self):
        role = role_for("states", "Boto3Windowed", Action="states:*", Resource="*")
        definition = '{"StartAt": "Done", "States": {"Done": {"Type": "Succeed"}}}'
        machine = states.create_state_machine(name="Boto3Windowed", roleArn=role, definition=definition)[
            "stateMachineArn"
        ]
        window = self.create("boto3-rate")
        [first] = self.opened(window, 1)
        self.assertEqual((first["Status"], first["StatusDetails"]), ("SUCCESS", "No tasks to execute."))

        targets = [{"Key": "InstanceIds", "Values": ["i-0123456789abcdef0"]}]
        target = ssm.register_target_with_maintenance_window(WindowId=window, ResourceType="INSTANCE", Targets=targets)
        ssm.register_task_with_maintenance_window(
            WindowId=window,
            TaskType="STEP_FUNCTIONS",
            TaskArn=machine,
            ServiceRoleArn=role_for("ssm", "Boto3Window", Action="states:StartExecution", Resource=machine),
            Targets=[{"Key": "WindowTargetIds", "Values": [target["WindowTargetId"]]}],
            MaxConcurrency="1",
            MaxErrors="0",
            TaskInvocationParameters={"StepFunctions": {"Input": '{"instanceId": "{{TARGET_ID}}"}'}},
        )
        ssm.update_maintenance_window(WindowId=window, Enabled=False)
        ssm.update_maintenance_window(WindowId=window, Enabled=True)
        second = self.opened(window, 2)[0]
        self.assertEqual(second["Status"], "SUCCESS")
        [execution] = states.list_executions(stateMachineArn=machine)["executions"]
        told = states.describe_execution(executionArn=execution["executionArn"])
        self.assertEqual(told["input"], '{"instanceId": "i-0123456789abcdef0"}')

    def test_a_window_can_be_read_and_changed(self):
        window = self.create("boto3-cron", Schedule="cron(0 2 ? * SUN *)", ScheduleTimezone="Europe/Berlin")
        read = ssm.get_maintenance_window(WindowId=window)
        self.assertEqual((read["Name"], read["Duration"], read["Enabled"]), ("boto3-cron", 2, True))
        self.assertRegex(read["NextExecutionTime"], r"T02:00\+0[12]:00$")
        ssm.update_maintenance_window(WindowId=window, Duration=3)
        filters = [{"Key": "Name", "Values": ["boto3-cron"]}]
        [listed] = ssm.describe_maintenance_windows(Filters=filters)["WindowIdentities"]
        self.assertEqual((listed["WindowId"], listed["Duration"]), (window, 3))

    def test_errors_carry_the_codes_of_systems_manager(self):
        bad = {**WINDOW, "Schedule": "rate(0 minutes)"}
        self.refused("ValidationException", ssm.create_maintenance_window, Name="boto3-bad", **bad)
        self.refused("ValidationException", ssm.create_maintenance_window, Name="boto3-bad", **{**WINDOW, "Cutoff": 2})
        with self.assertRaises(ssm.exceptions.DoesNotExistException):
            ssm.get_maintenance_window(WindowId="mw-0123456789abcdef0")
        names = [window["Name"] for window in ssm.describe_maintenance_windows()["WindowIdentities"]]
        self.assertNotIn("boto3-bad", names)


if __name__ == "__main__":
    unittest.main()
