import type { Answer, TestCity } from "./test-city.ts";

/** Something that keeps the cookies it was given, as a browser does. */
export interface Browser {
  readonly call: (method: "GET" | "POST" | "DELETE", path: string, body?: object) => Promise<Answer>;
  /** The session's. */
  readonly cookie: () => string | undefined;
}

/** Opens a browser at an address of its own; a cookie may be put in by hand. */
export const openBrowser = (
  city: Pick<TestCity, "app">,
  options: { address?: string; cookie?: string } = {},
): Browser => {
  const session = "chengyun_session";
  const cookies = new Map(options.cookie === undefined ? [] : [[session, options.cookie]]);
  return {
    cookie: () => cookies.get(session),
    call: async (method, path, body) => {
      const response = await city.app.inject({
        method,
        url: `/api/v1${path}`,
        remoteAddress: options.address ?? "127.0.0.1",
        headers: { "accept-language": "en" },
        cookies: Object.fromEntries(cookies),
        ...(body === undefined ? {} : { payload: body }),
      });
      for (const { name, value } of response.cookies) {
        if (value === "") cookies.delete(name);
        else cookies.set(name, value);
      }
      const isJson = response.headers["content-type"]?.toString().includes("json") === true;
      return { status: response.statusCode, body: isJson ? response.json() : response.body };
    },
  };
};
