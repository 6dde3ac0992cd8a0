import mqtt from "mqtt";
import { z } from "zod";
import { pinHost, Undelivered } from "../../../platform/outgoing.ts";
import { defineAdapter, type Message } from "./model.ts";
import { Host, Port, SecretName } from "./shape.ts";
import { toPayload } from "./webhook.ts";

const Settings = z.strictObject({
  host: Host,
  port: Port,
  tls: z.boolean(),
  /** Where it is published; `{type}` becomes the notice's id. */
  topic: z.string().regex(/^[\w{}./-]{1,200}$/, "a topic of letters, digits and - . / _, without wildcards"),
  user: z.string().max(200).optional(),
  password: SecretName.optional(),
});

const patienceMs = 15_000;
const failed = {
  zh: "MQTT 服务器连不上或未确认。",
  en: "The MQTT broker could not be reached, or did not acknowledge.",
};

/** What a broker carries: the payload of webhooks, with the key by which a second copy is known. */
export const toBody = (message: Message): string =>
  JSON.stringify({ id: message.key, ...JSON.parse(toPayload(message)) });

/** Publishes to a topic of a broker, once it acknowledged at least once. */
export const mqttTopic = defineAdapter<z.infer<typeof Settings>>({
  kind: "mqtt",
  to: "group",
  settings: Settings,
  secrets: ({ password }) => (password === undefined ? [] : [password]),
  send: async ({ host, port, tls, topic, user, password }, message, { allow, secret }) => {
    const { address } = await pinHost(host, allow);
    const client = mqtt.connect({
      host: address,
      port,
      protocol: tls ? "mqtts" : "mqtt",
      servername: host,
      reconnectPeriod: 0,
      connectTimeout: patienceMs,
      clean: true,
      ...(user === undefined ? {} : { username: user }),
      ...(password === undefined ? {} : { password: secret(password) }),
    });
    try {
      await new Promise<void>((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error("no acknowledgement in time")), patienceMs);
        client.once("error", reject);
        client.once("close", () => reject(new Error("the line was cut")));
        client.publish(topic.replaceAll("{type}", message.type), toBody(message), { qos: 1 }, (error) => {
          clearTimeout(timer);
          if (error) reject(error);
          else resolve();
        });
      });
    } catch (error) {
      throw new Undelivered(failed, { detail: (error as Error).message });
    } finally {
      client.end(true);
    }
    return { state: "delivered" };
  },
});
