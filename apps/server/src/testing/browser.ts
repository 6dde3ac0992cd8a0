import type { Answer, TestCity } from "./test-city.ts";

/** Something that keeps the session cookie it was given, as a browser does. */
export interface Browser {
  readonly call: (method: "GET" | "POST" | "DELETE", path: string, body?: object) => Promise<Answer>;
  readonly cookie: () => string | undefined;
}

/** Opens a browser at an address of its own; a cookie may be put in by hand. */
export const openBrowser = (
  city: Pick<TestCity, "app">,
  options: { address?: string; cookie?: string } = {},
): Browser => {
  let cookie = options.cookie;
  return {
    cookie: () => cookie,
    call: async (method, path, body) => {
      const response = await city.app.inject({
        method,
        url: `/api/v1${path}`,
        remoteAddress: options.address ?? "127.0.0.1",
        headers: { "accept-language": "en" },
        ...(cookie === undefined ? {} : { cookies: { chengyun_session: cookie } }),
        ...(body === undefined ? {} : { payload: body }),
      });
      const given = response.cookies.find(({ name }) => name === "chengyun_session");
      if (given !== undefined) cookie = given.value === "" ? undefined : given.value;
      const isJson = response.headers["content-type"]?.toString().includes("json") === true;
      return { status: response.statusCode, body: isJson ? response.json() : response.body };
    },
  };
};
