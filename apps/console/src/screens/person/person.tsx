import type { PersonCard } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { useUi } from "@chengyun/ui";
import { Link } from "@tanstack/react-router";
import { Alert, Button } from "antd";
import { useEffect, useState } from "react";
import { useCase } from "../../data/case.ts";
import { useMoves } from "../../data/flow.ts";
import { useCertificate, useLooks, usePerson } from "../../data/person.ts";
import { useMe } from "../../data/session.ts";
import { useId } from "../../frame/go.ts";
import { Looks } from "../../parts/looks.tsx";
import { Moves } from "../../parts/moves.tsx";
import { QueryView } from "../../parts/query-view.tsx";
import { UnmaskDialog } from "../../parts/unmask-dialog.tsx";
import { FactList, Moment, Part, StageName } from "../../parts/words.tsx";
import { useText } from "../../strings/text.ts";
import { Consents } from "./consents.tsx";
import { Erasure } from "./erasure.tsx";

const shownFields = ["phone", "idNumber", "email", "address"] as const;

const Shown = ({ card }: { readonly card: PersonCard }) => {
  const t = useText();
  const { shown } = card;
  if (shown === undefined) return <Alert type="info" showIcon title={t.people.erased} />;
  return (
    <FactList
      facts={[
        ...shownFields.flatMap((field) =>
          shown[field] === undefined
            ? []
            : [{ key: field, name: t.people.fields[field], value: <span className="figure">{shown[field]}</span> }],
        ),
        ...(shown.hasText ? [{ key: "text", name: t.people.fields.text, value: t.people.hasText }] : []),
        { key: "kept", name: t.people.kept, value: <Moment at={card.keptAt} /> },
      ]}
    />
  );
};

const Tied = ({ id, at }: { readonly id: string; readonly at: string }) => {
  const t = useText();
  const { say } = useUi();
  const { data, error } = useCase(id);
  if (error !== null)
    return (
      <p className="second">
        {t.people.historyHidden} <Moment at={at} />
      </p>
    );
  if (data === undefined) return <p className="cy-faint">…</p>;
  return (
    <Link className="row-link" to={`/cases/${id}`} title={data.no}>
      <span className="row-main">{say(data.title)}</span>
      <StageName kind="case" stage={data.stage} />
      <Moment at={at} />
    </Link>
  );
};

/** Cases of a page at most; who reported more is asked for by the list of cases. */
const mostTies = 30;

const History = ({ card }: { readonly card: PersonCard }) => {
  const t = useText();
  const cases = card.ties.filter(({ kind }) => kind === "case").slice(0, mostTies);
  if (cases.length === 0) return <p className="cy-faint">{t.people.historyEmpty}</p>;
  return cases.map((tie) => <Tied key={tie.id} id={tie.id} at={tie.at} />);
};

const countOf = (swept: unknown): number =>
  typeof swept === "object" && swept !== null
    ? Object.values(swept).reduce((sum: number, rows) => sum + Number(rows), 0)
    : 0;

const Certificate = ({ id }: { readonly id: string }) => {
  const t = useText();
  return (
    <Part title={t.people.certificate}>
      <QueryView query={useCertificate(id)} rows={3}>
        {({ at, position, digest, changes }) => {
          const fields = Array.isArray(changes?.["fields"]) ? changes["fields"].map(String) : [];
          const names = fields.map((field) => (t.people.fields as Readonly<Record<string, string>>)[field] ?? field);
          const texts = fillText(t.people.certificateTexts, { n: String(changes?.["texts"] ?? 0) });
          const swept = fillText(t.people.certificateSwept, { n: String(countOf(changes?.["swept"])) });
          return (
            <FactList
              facts={[
                ...(at === undefined ? [] : [{ name: t.people.lookedAt, value: <Moment at={at} /> }]),
                { name: t.people.certificateWhat, value: [...names, texts, swept].join("、") },
                {
                  name: t.people.certificatePosition,
                  value:
                    position === undefined ? (
                      "…"
                    ) : (
                      <span>
                        <span className="figure">{position}</span>{" "}
                        <a href={`/api/v1/journal/proof/${position}`} download={`proof-${position}.json`}>
                          {t.people.certificateProof}
                        </a>
                      </span>
                    ),
                },
                { name: t.people.certificateDigest, value: <code className="digest">{digest}</code> },
              ]}
            />
          );
        }}
      </QueryView>
    </Part>
  );
};

const Body = ({ card }: { readonly card: PersonCard }) => {
  const t = useText();
  const me = useMe().data;
  const [open, setOpen] = useState(false);
  const subject = { kind: "person", plural: "persons", id: card.id, version: card.version };
  const moves = useMoves(subject);
  const offers = moves.data?.items ?? [];
  const looks = useLooks(card.id);
  const name = card.shown?.name ?? t.people.screens.person;
  useEffect(() => {
    document.title = `${name} · ${t.people.screens.person}`;
  }, [name, t]);
  const mayUnmask = me?.permissions.includes("persons.unmask") === true && card.shown !== undefined;
  return (
    <div className="page page-two">
      <div className="page-main">
        <header className="person-head">
          <h1>{name}</h1>
          <StageName kind="person" stage={card.stage} />
          {card.held ? <span className="second">{t.people.held}</span> : null}
        </header>
        <Part
          title={t.people.masked}
          extra={
            mayUnmask ? (
              <Button size="small" onClick={() => setOpen(true)}>
                {t.people.unmask}
              </Button>
            ) : null
          }
        >
          <Shown card={card} />
        </Part>
        <Part title={t.people.looks}>
          <QueryView query={looks} rows={4}>
            {({ items }) => <Looks items={items} />}
          </QueryView>
        </Part>
      </div>
      <div className="page-side">
        <Moves
          subject={subject}
          stage={card.stage}
          // The erasing itself stands beside what it touches.
          offers={offers.filter(({ move }) => move !== "erase")}
          leading={false}
        />
        <Erasure card={card} offers={offers} />
        {card.stage === "kept" || card.stage === "erased" ? null : (
          <Alert type="info" showIcon title={t.people.eraseStays} />
        )}
        {card.stage === "erased" ? <Certificate id={card.id} /> : null}
        <Consents person={card.id} />
        <Part title={t.people.history}>
          <History card={card} />
        </Part>
      </div>
      {open ? <UnmaskDialog card={card} onClose={() => setOpen(false)} /> : null}
    </div>
  );
};

/** For whoever must know who somebody is: masked, with who looked, what they reported, and how they are erased. */
const PersonScreen = () => (
  <QueryView query={usePerson(useId())} rows={12}>
    {(card) => <Body card={card} />}
  </QueryView>
);

export default PersonScreen;
