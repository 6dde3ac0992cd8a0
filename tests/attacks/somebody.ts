import { randomInt, randomUUID } from "node:crypto";
import { postId } from "../../apps/server/src/modules/identity/department/index.ts";
import { openBrowser } from "../../apps/server/src/testing/browser.ts";
import { anybody, type Ground } from "./ground.ts";

/** Any address of the inner net. */
export const anywhere = (): string => `10.${randomInt(256)}.${randomInt(256)}.${randomInt(1, 255)}`;

/** Somebody with an account and a password of their own. */
export const addSomebody = async ({ city }: Ground) => {
  const login = `t${randomUUID().slice(0, 12)}`;
  const account = { login, name: "某人", postIds: [postId("verifier")] };
  const { body } = await city.call(anybody(), "POST", "/api/v1/accounts", account);
  const password = "a token to attack";
  const first = openBrowser(city, { address: anywhere() });
  await first.call("POST", "/session", { login, password: body.password });
  await first.call("POST", "/me/password", { old: body.password, new: password });
  const enter = async () => {
    const browser = openBrowser(city, { address: anywhere() });
    await browser.call("POST", "/session", { login, password });
    return { browser, token: browser.cookie() ?? "" };
  };
  return { id: body.id as string, login, password, enter };
};
