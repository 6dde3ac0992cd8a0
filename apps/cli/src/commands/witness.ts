import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { resolve } from "node:path";
import { formatVerifierKey } from "@chengyun/kernel";
import { Command } from "commander";
import { Exit, exitCodes } from "../exit.ts";
import { openTerminal, type Terminal } from "../terminal.ts";
import { answerRequest } from "../witness/answer.ts";
import { openWitness, type WitnessFolder } from "../witness/folder.ts";

interface WitnessOptions {
  readonly log: readonly string[];
  readonly name: string;
  readonly data: string;
  readonly host: string;
  readonly port: string;
}

const mostBytes = 64 * 1024;

/** Serves a witness; answers the server, which listens, and how to stop it. */
export const serveWitness = (
  witness: WitnessFolder,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<{ readonly port: number; readonly stop: () => Promise<void> }> => {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    let size = 0;
    request.on("data", (part: Buffer) => {
      size += part.length;
      if (size <= mostBytes) parts.push(part);
    });
    request.on("end", () => {
      const body = size > mostBytes ? "" : Buffer.concat(parts).toString("utf8");
      const answer = answerRequest(witness, { method: request.method ?? "", url: request.url ?? "", body });
      response.writeHead(answer.status, { "content-type": answer.type }).end(answer.body);
    });
  });
  server.requestTimeout = 10_000;
  return new Promise((done, fail) => {
    server.once("error", fail);
    server.listen(port, host, () =>
      done({
        port: (server.address() as AddressInfo).port,
        stop: () => new Promise((stopped) => server.close(() => stopped())),
      }),
    );
  });
};

const run = async (options: WitnessOptions, terminal: Terminal): Promise<void> => {
  const witness = openWitness({ folder: resolve(options.data), name: options.name, logs: options.log });
  const { port } = await serveWitness(witness, { host: options.host, port: Number(options.port) });
  terminal.say({
    zh: `见证方在 http://${options.host}:${port} 等候，数据在 ${options.data}。公钥：`,
    en: `The witness waits at http://${options.host}:${port}, its data is in ${options.data}. Its public key:`,
  });
  terminal.say({ zh: formatVerifierKey(witness.key), en: formatVerifierKey(witness.key) });
};

/** `chengyun witness …`: co-signs the checkpoints of journals that only grow; to be run by somebody else than the city. */
export const witnessCommand = (): Command =>
  new Command("witness")
    .description("见证别人的日志 · co-sign the checkpoints of somebody else's journal")
    .requiredOption("--log <files...>", "所见证日志的公钥文件 · files with the public keys of the journals")
    .requiredOption("--name <name>", "见证方名称，如 notary.example/w1 · the witness's name")
    .option("--data <folder>", "私钥和所见记录的目录 · where its key and what it saw are kept", "witness")
    .option("--host <host>", "监听地址 · address to listen on", "127.0.0.1")
    .option("--port <port>", "端口 · port", "8090")
    .action(async (options: WitnessOptions) => {
      const terminal = openTerminal();
      try {
        await run(options, terminal);
      } catch (fault) {
        if (!(fault instanceof Exit)) throw fault;
        terminal.warn(fault.text);
        process.exitCode = exitCodes.usage;
      }
    });
