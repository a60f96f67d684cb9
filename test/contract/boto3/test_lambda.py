import io
import json
import unittest
import zipfile

from region import QUICKLY, ContractTest, client, eventually, role_for

functions = client("lambda")
logs = client("logs")
CODE = """
exports.handler = async (event) => {
  console.log('asked for', event.sum);
  if (!event.sum) throw new RangeError('nothing to add');
  return { total: event.sum.reduce((a, b) => a + b) };
};
"""


def archive(code):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("index.js", code)
    return buffer.getvalue()


class Functions(ContractTest):
    @classmethod
    def setUpClass(cls):
        role = role_for("lambda", "Boto3Function", Action="logs:*", Resource="*")
        functions.create_function(
            FunctionName="boto3-sum",
            Runtime="nodejs24.x",
            Handler="index.handler",
            Role=role,
            Code={"ZipFile": archive(CODE)},
        )
        functions.get_waiter("function_active_v2").wait(FunctionName="boto3-sum", WaiterConfig=QUICKLY)

    def invoke(self, event):
        answer = functions.invoke(FunctionName="boto3-sum", Payload=json.dumps(event))
        return answer, json.loads(answer["Payload"].read())

    def test_a_function_answers_and_writes_its_log(self):
        answer, result = self.invoke({"sum": [1, 2, 3]})
        self.assertEqual((answer["StatusCode"], result), (200, {"total": 6}))
        self.assertNotIn("FunctionError", answer)
        lines = eventually(
            lambda: logs.filter_log_events(logGroupName="/aws/lambda/boto3-sum", filterPattern='"asked for"')["events"]
        )
        self.assertIn("asked for [ 1, 2, 3 ]", lines[0]["message"])

    def test_an_error_of_the_function_is_no_error_of_the_call(self):
        answer, result = self.invoke({})
        self.assertEqual((answer["StatusCode"], answer["FunctionError"]), (200, "Unhandled"))
        self.assertEqual((result["errorType"], result["errorMessage"]), ("RangeError", "nothing to add"))

    def test_an_unknown_function_is_not_found(self):
        with self.assertRaises(functions.exceptions.ResourceNotFoundException):
            functions.invoke(FunctionName="boto3-absent")


if __name__ == "__main__":
    unittest.main()
