import json
import unittest

from region import ACCOUNT, ContractTest, client, eventually, role_for

states = client("stepfunctions")
GREET = {
    "QueryLanguage": "JSONata",
    "StartAt": "Greet",
    "States": {"Greet": {"Type": "Pass", "Output": "{% 'hello ' & $states.input.name %}", "End": True}},
}


class Executions(ContractTest):
    @classmethod
    def setUpClass(cls):
        cls.role = role_for("states", "Boto3Workflow", Action="states:*", Resource="*")

    def create(self, name, definition):
        return states.create_state_machine(name=name, roleArn=self.role, definition=json.dumps(definition))[
            "stateMachineArn"
        ]

    def ended(self, execution):
        def look():
            answer = states.describe_execution(executionArn=execution)
            return answer if answer["status"] != "RUNNING" else None

        return eventually(look)

    def test_an_execution_can_be_started_followed_and_read(self):
        machine = self.create("Boto3Greet", GREET)
        self.assertEqual(states.describe_state_machine(stateMachineArn=machine)["status"], "ACTIVE")
        started = states.start_execution(stateMachineArn=machine, input='{"name": "world"}')
        execution = self.ended(started["executionArn"])
        self.assertEqual((execution["status"], execution["output"]), ("SUCCEEDED", '"hello world"'))

        pages = states.get_paginator("get_execution_history").paginate(
            executionArn=started["executionArn"], PaginationConfig={"PageSize": 1}
        )
        events = [event for page in pages for event in page["events"]]
        self.assertEqual([event["id"] for event in events], [1, 2, 3, 4])
        self.assertEqual(
            [event["type"] for event in events],
            ["ExecutionStarted", "PassStateEntered", "PassStateExited", "ExecutionSucceeded"],
        )
        [listed] = states.list_executions(stateMachineArn=machine, statusFilter="SUCCEEDED")["executions"]
        self.assertEqual(listed["executionArn"], started["executionArn"])

    def test_what_waits_can_be_stopped(self):
        machine = self.create(
            "Boto3Wait", {"StartAt": "Wait", "States": {"Wait": {"Type": "Wait", "Seconds": 3600, "End": True}}}
        )
        execution = states.start_execution(stateMachineArn=machine)["executionArn"]
        states.stop_execution(executionArn=execution, error="Stopped", cause="by hand")
        ended = self.ended(execution)
        self.assertEqual((ended["status"], ended["error"], ended["cause"]), ("ABORTED", "Stopped", "by hand"))

    def test_errors_are_the_exceptions_of_the_model(self):
        with self.assertRaises(states.exceptions.InvalidDefinition) as caught:
            self.create("Boto3Broken", {"StartAt": "Nowhere", "States": {"Here": {"Type": "Succeed"}}})
        self.assertIn("MISSING_TRANSITION_TARGET", caught.exception.response["Error"]["Message"])
        absent = f"arn:aws:states:us-east-1:{ACCOUNT}:execution:Boto3Greet:never"
        self.refused("ExecutionDoesNotExist", states.describe_execution, executionArn=absent)
        self.refused("InvalidArn", states.describe_execution, executionArn="nonsense")
        machine = self.create("Boto3Named", GREET)
        states.start_execution(stateMachineArn=machine, name="same", input='{"name": "one"}')
        self.refused(
            "ExecutionAlreadyExists",
            states.start_execution,
            stateMachineArn=machine,
            name="same",
            input='{"name": "two"}',
        )


if __name__ == "__main__":
    unittest.main()
