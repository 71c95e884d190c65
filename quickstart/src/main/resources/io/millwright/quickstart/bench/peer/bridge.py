"""A bridge as people write it: paho into COPY, acknowledged after the commit, whatever has come as one batch."""

import json
import os
import queue
import ssl
from datetime import datetime, timezone

import paho.mqtt.client as mqtt
import psycopg
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

ROWS = 10_000
COPY = "COPY peer.sample (ts, value, series_id, quality) FROM STDIN"

work = queue.Queue()
series = {}


def subscribed(client, userdata, mid, codes, properties):
    print("peer-ready", flush=True)


def connected(client, userdata, flags, code, properties):
    if code.is_failure:
        print("refused: " + str(code), flush=True)
        return
    client.subscribe(os.environ["PEER_TOPIC"], qos=1)


def lines(batch):
    out = []
    for message in batch:
        device = message.topic.split("/")[4]
        body = json.loads(message.payload)
        begin = body["t0"]
        for tag, column in body["tags"].items():
            key = (device, tag)
            number = series.get(key)
            if number is None:
                number = series[key] = len(series) + 1
            for offset, value in zip(column["dt"], column["x"]):
                at = datetime.fromtimestamp((begin + offset) / 1000, timezone.utc).isoformat()
                out.append(f"{at}\t{value}\t{number}\t192\n")
    return "".join(out)


def weight_of(message):
    """Twice its points, about."""
    return message.payload.count(b",")


def main():
    client = mqtt.Client(
        mqtt.CallbackAPIVersion.VERSION2, client_id=os.environ["PEER_CLIENT"], protocol=mqtt.MQTTv5, manual_ack=True
    )
    client.tls_set(
        ca_certs=os.environ["PEER_CA"],
        certfile=os.environ["PEER_CRT"],
        keyfile=os.environ["PEER_KEY"],
        tls_version=ssl.PROTOCOL_TLS_CLIENT,
    )
    client.on_connect = connected
    client.on_subscribe = subscribed
    client.on_message = lambda _client, _data, message: work.put(message)
    properties = Properties(PacketTypes.CONNECT)
    properties.ReceiveMaximum = ROWS
    client.connect(
        "127.0.0.1", int(os.environ["PEER_PORT"]), keepalive=60, clean_start=True, properties=properties
    )
    client.loop_start()
    with psycopg.connect(os.environ["PEER_DATABASE"]) as database:
        while True:
            batch = [work.get()]
            weight = weight_of(batch[0])
            while weight < 2 * ROWS:
                try:
                    message = work.get_nowait()
                except queue.Empty:
                    break
                batch.append(message)
                weight += weight_of(message)
            with database.cursor() as cursor, cursor.copy(COPY) as copy:
                copy.write(lines(batch))
            database.commit()
            for message in batch:
                client.ack(message.mid, message.qos)


main()
