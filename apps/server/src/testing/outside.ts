import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo, Server } from "node:net";
import { createServer as createNetServer } from "node:net";
import { Aedes } from "aedes";
import smpp, { type Session } from "smpp";
import { SMTPServer } from "smtp-server";

const listen = (server: Server): Promise<number> =>
  new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });

const end = (server: Pick<Server, "close">): Promise<void> => new Promise((done) => void server.close(() => done()));

/** One letter as a mailbox has it. */
export interface Letter {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
}

/** A real SMTP server: it keeps what it takes, and refuses recipients whose name begins with `nobody`. */
export const startMailServer = async (login?: { user: string; password: string }) => {
  const letters: Letter[] = [];
  const server = new SMTPServer({
    authOptional: login === undefined,
    disabledCommands: ["STARTTLS"],
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _, done) => {
      if (username === login?.user && password === login?.password) done(null, { user: username });
      else done(new Error("wrong password"));
    },
    onRcptTo: ({ address }, _, done) => {
      if (address.startsWith("nobody")) done(Object.assign(new Error("no such mailbox"), { responseCode: 550 }));
      else done();
    },
    onData: (stream, session, done) => {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        const { mailFrom, rcptTo } = session.envelope;
        letters.push({
          from: mailFrom === false ? "" : (mailFrom?.address ?? ""),
          to: rcptTo.map(({ address }) => address),
          raw: Buffer.concat(parts).toString("utf8"),
        });
        done();
      });
    },
  });
  const port = await new Promise<number>((resolve) => {
    const listening = server.listen(0, "127.0.0.1", () => resolve((listening.address() as AddressInfo).port));
  });
  return { port, letters, close: () => new Promise<void>((done) => server.close(() => done())) };
};

/** One request as a provider has it. */
export interface Asked {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** How a provider answers the next request: a status and a body, or (`hang`) never, though it took it. */
export type Answering = { readonly status: number; readonly body: string } | "hang";

/** A real HTTP server in a provider's place. */
export const startProvider = async (
  usual: Answering = { status: 200, body: '{"errcode":0,"code":"OK","id":"m-1"}' },
) => {
  const asked: Asked[] = [];
  const next: Answering[] = [];
  const server = createServer((request, answer) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const { url = "", headers } = request;
      asked.push({ path: url, headers, body: Buffer.concat(parts).toString("utf8") });
      const way = next.shift() ?? usual;
      if (way === "hang") answer.destroy();
      else answer.writeHead(way.status, { "content-type": "application/json" }).end(way.body);
    });
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    /** Answers the next requests so, in turn; then as usual again. */
    answer: (...ways: readonly Answering[]) => void next.push(...ways),
    close: () => {
      server.closeAllConnections();
      return end(server);
    },
  };
};

/** One message as the centre has it. */
export interface Submitted {
  readonly to: string;
  readonly text: string;
}

/** A real SMPP centre with one account; it can send receipts for what it took. */
export const startSmsCentre = async (login: { user: string; password: string }) => {
  const submitted: Submitted[] = [];
  const sessions: Session[] = [];
  const server = smpp.createServer((session) => {
    sessions.push(session);
    session.on("error", () => undefined);
    session.on("bind_transceiver", (pdu) => {
      const isKnown = pdu.system_id === login.user && pdu.password === login.password;
      session.send(pdu.response(isKnown ? {} : { command_status: 0x0d }));
    });
    session.on("enquire_link", (pdu) => session.send(pdu.response()));
    session.on("submit_sm", (pdu) => {
      const message = pdu.message_payload?.message ?? pdu.short_message?.message ?? "";
      submitted.push({ to: pdu.destination_addr ?? "", text: String(message) });
      session.send(pdu.response({ message_id: `sm-${submitted.length}` }));
    });
  });
  const port = await listen(server);
  return {
    port,
    submitted,
    /** Says what became of a message it took. */
    receipt: (id: string, state: "DELIVRD" | "UNDELIV") => {
      for (const session of sessions)
        session.deliver_sm({
          esm_class: 4,
          source_addr: "1",
          destination_addr: "1",
          short_message: `id:${id} sub:001 dlvrd:001 submit date:2611021000 done date:2611021000 stat:${state} err:000 text:`,
        });
    },
    close: () => {
      for (const session of sessions) session.destroy();
      return end(server);
    },
  };
};

/** A real MQTT broker outside of ours. */
export const startBroker = async () => {
  const broker = await Aedes.createBroker();
  const published: { topic: string; payload: string }[] = [];
  broker.on("publish", (packet, client) => {
    if (client !== null) published.push({ topic: packet.topic, payload: packet.payload.toString() });
  });
  const server = createNetServer(broker.handle);
  const port = await listen(server);
  return {
    port,
    published,
    close: async () => {
      await new Promise<void>((done) => broker.close(() => done()));
      await end(server);
    },
  };
};
