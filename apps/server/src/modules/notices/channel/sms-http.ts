import { fillText } from "@chengyun/kernel";
import { z } from "zod";
import { callOutside } from "../../../platform/outgoing.ts";
import { checkSays, checkTaken, readJson, textAt } from "./http-answer.ts";
import { defineAdapter } from "./model.ts";
import { SecretName, WebAddress } from "./shape.ts";

type Field = string | number | boolean | { readonly [name: string]: Field } | readonly Field[];
const Field: z.ZodType<Field> = z.lazy(() =>
  z.union([z.string().max(2_000), z.number(), z.boolean(), z.record(z.string(), Field), z.array(Field)]),
);

/** What the gateway is asked; `{phone}`, `{text}`, `{key}`, `{secret}` and `{time}` are filled in header and field values. */
const Settings = z.strictObject({
  url: WebAddress,
  format: z.enum(["json", "form"]),
  headers: z.record(z.string().regex(/^[A-Za-z0-9-]+$/), z.string().max(1_000)).optional(),
  fields: z.record(z.string().max(100), Field),
  /** Signature the provider demands at the head of the text, e.g. 【云泽城运】. */
  prefix: z.string().max(40).optional(),
  secret: SecretName.optional(),
  /** Field of the answer that says whether it was taken, and what it says then. */
  accepted: z.strictObject({ at: z.string().max(100), is: z.array(z.string().max(100)).min(1) }).optional(),
  /** Field of the answer that names the message, for receipts. */
  ref: z.string().max(100).optional(),
});

const fill = (field: Field, values: Readonly<Record<string, string>>): Field => {
  if (typeof field === "string") return fillText(field, values);
  if (Array.isArray(field)) return field.map((one: Field) => fill(one, values));
  if (typeof field !== "object") return field;
  return Object.fromEntries(Object.entries(field).map(([name, inner]) => [name, fill(inner as Field, values)]));
};

const toForm = (fields: Field): string =>
  new URLSearchParams(
    Object.entries(fields).map(([name, value]): [string, string] => [
      name,
      typeof value === "object" ? JSON.stringify(value) : String(value),
    ]),
  ).toString();

/** A header can't hold a line break, whatever it was filled with. */
const toHeaders = (headers: Readonly<Record<string, string>>, values: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      encodeURI(fillText(value, values).replace(/[\r\n]+/g, " ")).replaceAll("%20", " "),
    ]),
  );

/** SMS through whatever HTTP gateway the city has a contract with: its request is a template. */
export const smsHttp = defineAdapter<z.infer<typeof Settings>>({
  kind: "sms-http",
  to: "sms",
  settings: Settings,
  secrets: ({ secret }) => (secret === undefined ? [] : [secret]),
  send: async (settings, message, { allow, secret }) => {
    const values = {
      phone: message.to ?? "",
      text: `${settings.prefix ?? ""}${message.text.short[message.language]}`,
      key: message.key,
      secret: settings.secret === undefined ? "" : secret(settings.secret),
      time: String(Date.now()),
    };
    const fields = fill(settings.fields, values);
    const isJson = settings.format === "json";
    const answer = await callOutside({
      url: settings.url,
      method: "POST",
      headers: {
        ...toHeaders(settings.headers ?? {}, values),
        "content-type": isJson ? "application/json" : "application/x-www-form-urlencoded",
        "idempotency-key": message.key,
      },
      body: isJson ? JSON.stringify(fields) : toForm(fields),
      allow,
    });
    checkTaken(answer);
    if (settings.accepted !== undefined) checkSays(answer.body, settings.accepted.at, settings.accepted.is);
    const ref = settings.ref === undefined ? undefined : textAt(readJson(answer.body), settings.ref);
    return { state: "sent", ...(ref === undefined ? {} : { ref }) };
  },
});
