import { randomUUID } from "node:crypto";
import type { Client } from "@chengyun/client";
import type { Delivery } from "@chengyun/contracts";
import { listAll, openAdministrator, openByLogin } from "../../e2e/support/callers.ts";
import type { RunningCity } from "../../e2e/support/running-city.ts";

const ownPassword = "notices under test";

/** Signs in with a one-time password, sets an own one and goes on. */
const enter = async (city: RunningCity, login: string, once: string): Promise<Client> => {
  const client = await openByLogin(city, { login, password: once });
  await client.changePassword({ old: once, new: ownPassword });
  return client;
};

/** The administrator of a fresh city, by the password it printed. */
export const openAsAdministrator = (city: RunningCity): Promise<Client> =>
  openAdministrator(city, "admin", ownPassword);

/** Duty officers who want an SMS of every new case. */
export const addOfficers = async (city: RunningCity, phones: readonly string[]): Promise<void> => {
  const keeper = await openAdministrator(city, "security", ownPassword);
  const post = (await keeper.posts()).items.find(({ role }) => role === "duty-officer");
  if (post === undefined) throw new Error("no post of a duty officer");
  for (const phone of phones) {
    const login = `officer.${randomUUID().slice(0, 8)}`;
    const { password } = await keeper.addAccount({
      login,
      name: `值班员 ${phone.slice(-1)}`,
      phone,
      postIds: [post.id],
    });
    const officer = await enter(city, login, password);
    await officer.setNoticeSettings({
      language: "zh",
      quiet: null,
      choices: { "case-to-file": { channels: ["sms"] } },
    });
  }
};

/** The city's SMS gateway. */
export const setSms = (
  keeper: Client,
  url: string,
  retry: { readonly limit: number; readonly delaySeconds: number },
): Promise<unknown> =>
  keeper.setChannel(undefined, {
    kind: "sms-http",
    name: { zh: "短信", en: "SMS" },
    enabled: true,
    settings: {
      url,
      format: "json",
      fields: { to: "{phone}", text: "{text}", key: "{key}" },
      accepted: { at: "code", is: ["OK"] },
    },
    retry,
  });

/** Every receipt of what was told about a subject. */
export const listReceipts = async (keeper: Client, subjectId: string): Promise<Delivery[]> =>
  (await listAll((after) => keeper.deliveries({ limit: 500, ...(after === undefined ? {} : { after }) }))).filter(
    ({ subject }) => subject.id === subjectId,
  );
