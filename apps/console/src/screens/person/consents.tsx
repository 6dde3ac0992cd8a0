import type { ConsentShape } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { Fault, formatMoment, useUi } from "@chengyun/ui";
import { Button, Popconfirm } from "antd";
import { toSentence } from "../../data/api.ts";
import { useConsents, useWithdrawConsent } from "../../data/person.ts";
import { useMe } from "../../data/session.ts";
import { QueryView } from "../../parts/query-view.tsx";
import { Part } from "../../parts/words.tsx";
import { useText } from "../../strings/text.ts";

const Consent = ({ person, consent }: { readonly person: string; readonly consent: ConsentShape }) => {
  const t = useText();
  const { language, zone } = useUi();
  const withdraw = useWithdrawConsent();
  const may = useMe().data?.permissions.includes("persons.edit") === true;
  const when = (words: string, at: string) => fillText(words, { at: formatMoment(Date.parse(at), { language, zone }) });
  return (
    <li className="consent">
      <span>
        {consent.about.kind === "person" ? t.people.consentToAll[consent.channel] : t.people.consentTo[consent.channel]}
        <span className="second">
          {" "}
          {consent.withdrawnAt === undefined
            ? when(t.people.consentGiven, consent.givenAt)
            : when(t.people.consentWithdrawn, consent.withdrawnAt)}
        </span>
      </span>
      {consent.withdrawnAt === undefined && may ? (
        <Popconfirm
          title={t.people.withdrawSure}
          onConfirm={() => withdraw.mutate({ id: person, channel: consent.channel, about: consent.about.id })}
        >
          <Button size="small" loading={withdraw.isPending}>
            {t.people.withdraw}
          </Button>
        </Popconfirm>
      ) : null}
      {withdraw.error === null ? null : <Fault sentence={toSentence(withdraw.error)} />}
    </li>
  );
};

/** What somebody agreed to be told, by which channel, and what they took back. */
export const Consents = ({ person }: { readonly person: string }) => {
  const t = useText();
  return (
    <Part title={t.people.consents}>
      <QueryView query={useConsents(person)} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="cy-faint">{t.people.consentsEmpty}</p>
          ) : (
            <ul className="consents">
              {items.map((consent) => (
                <Consent key={consent.id} person={person} consent={consent} />
              ))}
            </ul>
          )
        }
      </QueryView>
    </Part>
  );
};
