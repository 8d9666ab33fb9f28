"""The way to the broker, for all programs alike."""

import sys

import paho.mqtt.client as mqtt

import conf


def connect(client: mqtt.Client) -> None:
    """Connects to the broker of conf.py, or ends the program with a sentence."""
    try:
        client.connect(conf.BROKER_HOST, conf.BROKER_PORT, keepalive=10)
    except OSError:
        sys.exit(f"No broker answers at {conf.BROKER_HOST}:{conf.BROKER_PORT}.")
