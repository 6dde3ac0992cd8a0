import nodemailer from "nodemailer";
import { z } from "zod";
import { pinHost, Undelivered } from "../../../platform/outgoing.ts";
import { defineAdapter, type Message } from "./model.ts";
import { Host, Port, SecretName } from "./shape.ts";

const Settings = z.strictObject({
  host: Host,
  port: Port,
  /** `tls` from the first byte, `starttls` after greeting, `none` only inside the own network. */
  security: z.enum(["tls", "starttls", "none"]),
  from: z.string().min(3).max(200),
  user: z.string().max(200).optional(),
  password: SecretName.optional(),
});

const patienceMs = 15_000;

const refused = { zh: "邮件服务器拒收。", en: "The mail server refused it." };
const failed = { zh: "邮件服务器连不上或中断。", en: "The mail server could not be reached, or broke off." };

/** What is wrong with the message or the recipient does not get better by itself; a full or busy server does. */
const isPermanent = (error: { code?: string; responseCode?: number }): boolean =>
  error.code === "EENVELOPE" && error.responseCode !== undefined && error.responseCode >= 500;

const toFault = (error: Error & { code?: string; responseCode?: number }): Undelivered =>
  new Undelivered(error.responseCode === undefined ? failed : refused, {
    detail: error.message,
    permanent: isPermanent(error),
  });

const domainOf = (from: string): string => /@([a-zA-Z0-9.-]+)/.exec(from)?.[1] ?? "localhost";

const toMail = ({ from }: z.infer<typeof Settings>, { key, text, language, to }: Message) => ({
  from,
  to: to ?? "",
  subject: text.short[language].replace(/[\r\n]+/g, " "),
  text: (text.long ?? text.short)[language],
  // The same letter twice has the same name: mailboxes show it once.
  messageId: `<${key}@${domainOf(from)}>`,
  headers: { "Auto-Submitted": "auto-generated", "X-Notice-Key": key },
});

/** Notices by e-mail, through the city's own mail server. */
export const email = defineAdapter<z.infer<typeof Settings>>({
  kind: "email",
  to: "email",
  settings: Settings,
  secrets: ({ password }) => (password === undefined ? [] : [password]),
  send: async (settings, message, { allow, secret }) => {
    const { address } = await pinHost(settings.host, allow);
    const { user, password, security } = settings;
    const transport = nodemailer.createTransport({
      host: address,
      port: settings.port,
      secure: security === "tls",
      requireTLS: security === "starttls",
      ignoreTLS: security === "none",
      tls: { servername: settings.host },
      connectionTimeout: patienceMs,
      greetingTimeout: patienceMs,
      socketTimeout: patienceMs,
      disableFileAccess: true,
      disableUrlAccess: true,
      ...(user === undefined || password === undefined ? {} : { auth: { user, pass: secret(password) } }),
    });
    try {
      const { messageId } = await transport.sendMail(toMail(settings, message));
      return { state: "sent", ref: messageId };
    } catch (error) {
      throw toFault(error as Error);
    } finally {
      transport.close();
    }
  },
});
