"""Where the broker is and what is published on it."""

BROKER_HOST = "broker"
BROKER_PORT = 1883

# A sensor publishes its readings below its own name.
TEMPERATURE_TOPIC = "sensors/{name}/temperature"

# The plus sign stands for one part of a topic: the readings of all sensors.
ALL_TEMPERATURES = "sensors/+/temperature"
