"""A thermometer: publishes a reading at a fixed interval.

Arguments: the sensor's name and the seconds between two readings.
"""

import math
import random
import sys
import time

import paho.mqtt.client as mqtt

import bus
import conf


def reading(seconds: float) -> float:
    """A room that warms up and cools down within a minute, with a little noise."""
    return 21 + 3 * math.sin(seconds / 60 * 2 * math.pi) + random.gauss(0, 0.2)


def main(name: str, interval: float) -> None:
    client = mqtt.Client(client_id=name)
    bus.connect(client)
    client.loop_start()
    print(f"{name} publishes every {interval:g} s to {conf.BROKER_HOST}.")

    topic = conf.TEMPERATURE_TOPIC.format(name=name)
    while True:
        text = f"{reading(time.monotonic()):.2f}"
        client.publish(topic, text)
        print(f"{topic} {text}")
        time.sleep(interval)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("Give the sensor's name and the seconds between two readings, for example: sensor-a 1")
    main(sys.argv[1], float(sys.argv[2]))
