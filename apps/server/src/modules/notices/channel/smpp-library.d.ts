/** The part of the library we use: it comes without types. */
declare module "smpp" {
  import type { EventEmitter } from "node:events";
  import type { Server } from "node:net";

  namespace smpp {
    interface Pdu {
      readonly command: string;
      readonly command_status: number;
      readonly message_id?: string;
      readonly esm_class?: number;
      readonly destination_addr?: string;
      readonly short_message?: { readonly message: string | Buffer };
      readonly message_payload?: { readonly message: string | Buffer };
      readonly receipted_message_id?: string;
      readonly message_state?: number;
      readonly user_message_reference?: number;
      readonly system_id?: string;
      readonly password?: string;
      response(fields?: Readonly<Record<string, unknown>>): Pdu;
    }

    type Answered = (answer: Pdu) => void;

    interface Session extends EventEmitter {
      bind_transceiver(fields: Readonly<Record<string, unknown>>, answered: Answered): boolean;
      submit_sm(fields: Readonly<Record<string, unknown>>, answered: Answered): boolean;
      deliver_sm(fields: Readonly<Record<string, unknown>>, answered?: Answered): boolean;
      send(pdu: Pdu): boolean;
      destroy(): void;
    }
  }

  const smpp: {
    connect(options: {
      readonly host: string;
      readonly port: number;
      readonly tls?: boolean;
      readonly servername?: string;
      readonly auto_enquire_link_period?: number;
    }): smpp.Session;
    createServer(onSession: (session: smpp.Session) => void): Server;
  };
  export = smpp;
}
