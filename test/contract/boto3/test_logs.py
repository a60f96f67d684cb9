import time
import unittest

from region import ContractTest, client

logs = client("logs")
PLACE = {"logGroupName": "/boto3/log", "logStreamName": "one"}


class Events(ContractTest):
    def test_what_is_written_can_be_read_page_by_page_and_searched(self):
        logs.create_log_group(logGroupName=PLACE["logGroupName"])
        logs.create_log_stream(**PLACE)
        now = int(time.time() * 1000)
        written = [f"line {number}" for number in range(25)]
        logs.put_log_events(
            **PLACE, logEvents=[{"timestamp": now + at, "message": line} for at, line in enumerate(written)]
        )

        read, token = [], {}
        while True:
            page = logs.get_log_events(**PLACE, startFromHead=True, limit=10, **token)
            if not page["events"]:
                break
            read += [event["message"] for event in page["events"]]
            token = {"nextToken": page["nextForwardToken"]}
        self.assertEqual(read, written)

        pages = logs.get_paginator("filter_log_events").paginate(
            logGroupName=PLACE["logGroupName"], filterPattern='"line 2"'
        )
        found = [event["message"] for page in pages for event in page["events"]]
        self.assertEqual(found, [line for line in written if "line 2" in line])

    def test_errors_are_the_exceptions_of_the_model(self):
        logs.create_log_group(logGroupName="/boto3/once")
        with self.assertRaises(logs.exceptions.ResourceAlreadyExistsException):
            logs.create_log_group(logGroupName="/boto3/once")
        with self.assertRaises(logs.exceptions.ResourceNotFoundException):
            logs.get_log_events(logGroupName="/boto3/absent", logStreamName="one")


if __name__ == "__main__":
    unittest.main()
