import type {
  CitizenGlance,
  CitizenKind,
  CitizenPlace,
  CitizenReceipt,
  CitizenReport,
  CitizenReportIn,
  CitizenReportMade,
  CitizenTellIn,
  CitizenWays,
  CitizenWordIn,
  City,
  FileMade,
  MapOutline,
} from "@chengyun/contracts";
import type { Language } from "@chengyun/kernel";
import { apiPath, type ClientOptions } from "./caller.ts";
import { toProblemError, unreachable, unreadable } from "./problem-error.ts";
import type { Input, Items, Output } from "./shape.ts";

/** A report of one's own: its number, and the secret that opens it. */
export interface OwnReport {
  readonly no: string;
  readonly token: string;
}

/** As many as a header takes with ease. */
const mostKept = 19;

interface Sending {
  readonly token?: string;
  /** Whether the phone says which other secrets it holds. */
  readonly known?: boolean;
  readonly body?: FormData;
  readonly json?: unknown;
}

const readBody = async (response: Response, language: Language): Promise<unknown> => {
  const text = await response.text();
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch (fault) {
    if (fault instanceof SyntaxError) throw unreadable(language, response.status);
    throw fault;
  }
};

interface CitizenClientOptions extends Pick<ClientOptions, "url" | "fetch"> {
  /** Secrets of the phone's other reports: what was agreed to by one of them holds for what it sends next. */
  readonly kept?: () => readonly string[];
}

/** Calls of citizens, who have no account: each report is opened by its own secret. */
export const makeCitizenClient = (language: () => Language, from: CitizenClientOptions = {}) => {
  const ask = from.fetch ?? ((input, init) => fetch(input, init));
  const keptHeader = (): Record<string, string> => {
    const kept = from.kept?.().slice(0, mostKept) ?? [];
    return kept.length === 0 ? {} : { "x-phone-tokens": kept.join(",") };
  };
  const send = async (path: string, { token, known, body, json }: Sending = {}, method = "GET"): Promise<Response> => {
    const response = await ask(`${from.url ?? ""}${apiPath}${path}`, {
      method,
      headers: {
        "accept-language": language(),
        ...(token === undefined ? {} : { "x-follow-token": token }),
        ...(known === true ? keptHeader() : {}),
        ...(json === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined && json === undefined ? {} : { body: body ?? JSON.stringify(json) }),
    }).catch((fault: unknown) => {
      if (fault instanceof TypeError) throw unreachable(language());
      throw fault;
    });
    if (!response.ok) throw toProblemError(await readBody(response, language()), response.status, language());
    return response;
  };
  const read = async <T>(path: string, sending?: Sending, method?: string): Promise<T> =>
    (await readBody(await send(path, sending, method), language())) as T;
  return {
    city: () => read<City>("/city"),
    map: () => read<MapOutline>("/map"),
    ways: () => read<CitizenWays>("/public/ways"),
    kinds: () => read<Items<CitizenKind>>("/public/kinds"),
    place: (position: readonly [number, number]) => read<CitizenPlace>("/public/place", { json: { position } }, "POST"),
    addPhoto: (file: Blob, token: string) => {
      const body = new FormData();
      body.append("file", file, "photo.jpg");
      return read<Output<typeof FileMade>>("/public/photos", { token, body }, "POST");
    },
    tell: (told: Input<typeof CitizenReportIn>) =>
      read<Output<typeof CitizenReportMade>>("/public/reports", { json: told, known: true }, "POST"),
    glance: (no: string) => read<Output<typeof CitizenGlance>>(`/public/reports/${no}`),
    own: ({ no, token }: OwnReport) => read<CitizenReport>(`/public/reports/${no}/own`, { token, known: true }),
    receipt: ({ no, token }: OwnReport) => read<CitizenReceipt>(`/public/reports/${no}/receipt`, { token }),
    photo: async ({ no, token }: OwnReport, id: string): Promise<Blob> =>
      (await send(`/public/reports/${no}/photos/${id}`, { token })).blob(),
    claim: ({ no, token }: OwnReport, digits: string) =>
      read<undefined>(`/public/reports/${no}/claim`, { json: { token, digits } }, "POST"),
    remind: ({ no, token }: OwnReport) =>
      read<CitizenReport>(`/public/reports/${no}/remind`, { token, known: true }, "POST"),
    notSame: ({ no, token }: OwnReport) =>
      read<CitizenReport>(`/public/reports/${no}/not-same`, { token, known: true }, "POST"),
    setTell: ({ no, token }: OwnReport, wish: Input<typeof CitizenTellIn>) =>
      read<CitizenReport>(`/public/reports/${no}/tell`, { token, known: true, json: wish }, "POST"),
    say: ({ no, token }: OwnReport, word: Input<typeof CitizenWordIn>) =>
      read<CitizenReport>(`/public/reports/${no}/word`, { token, known: true, json: word }, "POST"),
  };
};

/** What `makeCitizenClient` gives. */
export type CitizenClient = ReturnType<typeof makeCitizenClient>;
