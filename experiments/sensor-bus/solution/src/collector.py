"""Collects the readings of all sensors and prints each of them with its rolling averages.

Argument: how many readings of a sensor its rolling average takes in.
"""

import sys
from collections import defaultdict, deque

import paho.mqtt.client as mqtt

import bus
import conf


class Collector:
    def __init__(self, size: int) -> None:
        self.size = size
        # For each sensor its last readings; a full deque forgets the oldest.
        self.readings: dict[str, deque[float]] = defaultdict(lambda: deque(maxlen=size))

    def take(self, name: str, value: float) -> str:
        """Takes in one reading and answers the line to print for it."""
        self.readings[name].append(value)
        own = average(self.readings[name])
        everything = average([value for readings in self.readings.values() for value in readings])
        return f"{name}: {value:.2f} | last {self.size}: {own:.2f} | all: {everything:.2f}"


def average(values) -> float:
    return sum(values) / len(values)


def main(size: int) -> None:
    collector = Collector(size)

    def subscribe(client: mqtt.Client, _userdata, _flags, _code) -> None:
        client.subscribe(conf.ALL_TEMPERATURES)
        print(f"Listening to {conf.ALL_TEMPERATURES} on {conf.BROKER_HOST}.")

    def receive(_client: mqtt.Client, _userdata, message: mqtt.MQTTMessage) -> None:
        name = message.topic.split("/")[1]
        print(collector.take(name, float(message.payload)))

    client = mqtt.Client(client_id="collector")
    client.on_connect = subscribe
    client.on_message = receive
    bus.connect(client)
    client.loop_forever()


if __name__ == "__main__":
    if len(sys.argv) != 2 or not sys.argv[1].isdigit() or int(sys.argv[1]) == 0:
        sys.exit("Give the number of readings to average over, for example: 5")
    main(int(sys.argv[1]))
