import type { ErasurePreview, MoveOffer, PersonCard } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { Fault, formatNumber, useUi } from "@chengyun/ui";
import { Link } from "@tanstack/react-router";
import { Alert, Button, Popconfirm, Tooltip } from "antd";
import { useState } from "react";
import { toSentence } from "../../data/api.ts";
import { useMove } from "../../data/flow.ts";
import { useErasure } from "../../data/person.ts";
import { useMe } from "../../data/session.ts";
import { QueryView } from "../../parts/query-view.tsx";
import { FactList, Part } from "../../parts/words.tsx";
import { useText } from "../../strings/text.ts";

type Touches = ErasurePreview["touches"];
type Kind = keyof Touches;

const kinds: readonly Kind[] = ["reports", "cases", "entriesEmptied", "entriesMasked", "notices", "things", "intake"];

const thereIn = (touches: Touches): readonly (readonly [Kind, number])[] =>
  kinds.flatMap((kind) => (touches[kind] === undefined ? [] : [[kind, touches[kind]] as const]));

const Cases = ({ seen }: { readonly seen: ErasurePreview }) => {
  const words = useText().people.erasure;
  if (seen.caseCount === 0) return null;
  const hidden = seen.caseCount - seen.cases.length;
  return (
    <>
      <h3 className="erasure-cases">{fillText(words.cases, { n: formatNumber(seen.caseCount) })}</h3>
      <ul className="erasure-list">
        {seen.cases.map(({ id, no, isOwn }) => (
          <li key={id}>
            <Link className="figure" to={`/cases/${id}`}>
              {no}
            </Link>{" "}
            <span className="second">{isOwn ? words.own : words.others}</span>
          </li>
        ))}
        {hidden > 0 ? <li className="second">{fillText(words.hidden, { n: formatNumber(hidden) })}</li> : null}
      </ul>
    </>
  );
};

const Since = ({ asked }: { readonly asked: NonNullable<ErasurePreview["asked"]> }) => {
  const words = useText().people.erasure;
  if (asked.isSame) return <p className="second">{words.same}</p>;
  const was = thereIn(asked.touches).map(([kind, n]) => `${words.touches[kind]} ${formatNumber(n)}`);
  return <Alert type="warning" showIcon title={fillText(words.grown, { was: was.join("、") || words.nothingThen })} />;
};

const Seen = ({ seen }: { readonly seen: ErasurePreview }) => {
  const words = useText().people.erasure;
  const touched = thereIn(seen.touches);
  return (
    <>
      <FactList
        facts={[
          { key: "card", name: words.card, value: fillText(words.cardTexts, { n: formatNumber(seen.texts) }) },
          ...touched.map(([kind, n]) => ({
            key: kind,
            name: words.touches[kind],
            value: <span className="figure">{fillText(words.places, { n: formatNumber(n) })}</span>,
          })),
        ]}
      />
      {touched.length === 0 ? <p className="second">{words.none}</p> : null}
      <Cases seen={seen} />
      {seen.asked === undefined ? null : <Since asked={seen.asked} />}
    </>
  );
};

interface ApproveProps {
  readonly card: PersonCard;
  readonly offer: MoveOffer;
  readonly stamp: string;
  readonly onChanged: () => void;
}

/** The second pair of eyes: what they see is what they approve. */
const Approve = ({ card, offer, stamp, onChanged }: ApproveProps) => {
  const words = useText().people.erasure;
  const { say } = useUi();
  const move = useMove({ kind: "person", plural: "persons", id: card.id, version: card.version });
  const why = offer.whyNot === undefined ? undefined : say(offer.whyNot);
  const erase = (): void => move.mutate({ move: "erase", facts: { seen: stamp } }, { onError: onChanged });
  return (
    <>
      {move.error === null ? null : <Fault sentence={toSentence(move.error)} />}
      <div className="row-actions">
        <Popconfirm title={words.sure} onConfirm={erase} disabled={why !== undefined}>
          <Tooltip title={why}>
            <Button danger disabled={why !== undefined} loading={move.isPending}>
              {words.approve}
            </Button>
          </Tooltip>
        </Popconfirm>
      </div>
      {why === undefined ? null : <p className="second">{why}</p>}
    </>
  );
};

interface ErasureProps {
  readonly card: PersonCard;
  readonly offers: readonly MoveOffer[];
}

/** What erasing this person touches, for who asks for it and for who approves it. */
export const Erasure = ({ card, offers }: ErasureProps) => {
  const words = useText().people.erasure;
  const may = useMe().data?.permissions.includes("persons.erase") === true;
  const isAsked = card.stage === "erase-asked";
  const [isWanted, setWanted] = useState(false);
  const isShown = may && (isAsked || isWanted);
  const query = useErasure(card.id, card.stage, isShown);
  if (!may || card.stage === "erased" || card.held) return null;
  if (!isShown) return <Button onClick={() => setWanted(true)}>{words.look}</Button>;
  const offer = offers.find(({ move }) => move === "erase");
  return (
    <Part
      title={words.title}
      extra={
        <Button size="small" loading={query.isFetching} onClick={() => void query.refetch()}>
          {words.again}
        </Button>
      }
    >
      <QueryView query={query} rows={4}>
        {(seen) => (
          <>
            <Seen seen={seen} />
            {offer === undefined ? null : (
              <Approve card={card} offer={offer} stamp={seen.stamp} onChanged={() => void query.refetch()} />
            )}
          </>
        )}
      </QueryView>
    </Part>
  );
};
