"""Collects the readings of all sensors and prints each of them.

Argument: how many readings of a sensor its rolling average takes in.
"""

import sys

import paho.mqtt.client as mqtt

import bus
import conf


class Collector:
    def __init__(self, size: int) -> None:
        self.size = size

    def take(self, name: str, value: float) -> str:
        """Takes in one reading and answers the line to print for it."""
        return f"{name}: {value:.2f}"


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
