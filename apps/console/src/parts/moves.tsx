import type { MoveOffer } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { useUi } from "@chengyun/ui";
import { Alert, App } from "antd";
import { type ReactNode, useState } from "react";
import { useStandingAlarms } from "../data/alarm.ts";
import { toSentence } from "../data/api.ts";
import { type FlowSubject, useFlow, useMove } from "../data/flow.ts";
import { useText } from "../strings/text.ts";
import { MoveDialog } from "./move-dialog.tsx";
import type { Typed } from "./move-facts.ts";
import { OffButton } from "./off-button.tsx";
import { WhyNot } from "./why-not.tsx";

interface MovesProps {
  readonly subject: FlowSubject;
  readonly stage: string;
  readonly offers: readonly MoveOffer[];
  readonly known?: Typed;
  /** Whether the first move that is possible stands out. */
  readonly leading?: boolean;
  /** Says nothing when no move is left, and offers no explanation: one of several on a page. */
  readonly quietly?: boolean;
  /** What else stands in the row. */
  readonly children?: ReactNode;
}

/** What must not happen unseen while an alarm of the case still stands. */
const settles: readonly string[] = ["verify", "close"];

/** Forward moves come before those that turn back or end the case. */
const isForward = (offer: MoveOffer): boolean => !offer.handsBack && offer.move !== "void";

/** A comment has its box beside the time line; other quiet moves, such as urging, are buttons. */
const hasBox = (offer: MoveOffer): boolean => offer.quiet === true && offer.move === "comment";

/** The next moves as buttons; what can't be done now is there with its reason, and what needs something asks for it. */
export const Moves = ({ subject, stage, offers, known, leading = true, quietly = false, children }: MovesProps) => {
  const t = useText();
  const { say } = useUi();
  const { message } = App.useApp();
  const [asked, setAsked] = useState<MoveOffer>();
  const flow = useFlow(subject.kind);
  const move = useMove(subject);
  const standing = useStandingAlarms(subject.kind === "case" ? subject.id : undefined);
  const warnsOf = (offer: MoveOffer) => (settles.includes(offer.move) ? standing : []);
  const loud = offers.filter((offer) => !hasBox(offer) && offer.others !== true);
  const isAble = (offer: MoveOffer): boolean => offer.whyNot === undefined;
  const sorted = [...loud.filter(isForward), ...loud.filter((offer) => !isForward(offer))];
  const ordered = [...sorted.filter(isAble), ...sorted.filter((offer) => !isAble(offer))];
  // What only adds (a joint task, a handler) is nobody's next step while the case waits for somebody.
  const main = ordered.find((offer) => isForward(offer) && isAble(offer) && offer.to !== stage)?.move;
  const start = (offer: MoveOffer): void => {
    if (offer.facts.length > 0 || offer.form !== undefined || warnsOf(offer).length > 0) {
      setAsked(offer);
      return;
    }
    move.mutate(
      { move: offer.move, facts: {} },
      {
        onSuccess: (state) => {
          const name = flow?.stages.find((each) => each.id === state.stage)?.name;
          void message.info(
            fillText(t.move.made, { move: say(offer.name), stage: name === undefined ? "" : say(name) }),
          );
        },
      },
    );
  };
  return (
    <div className="moves">
      {ordered.length === 0 && !quietly ? <p className="cy-faint">{t.case.noMoves}</p> : null}
      {ordered.map((offer) => {
        const why = offer.whyNot === undefined ? undefined : fillText(t.move.whyNot, { why: say(offer.whyNot) });
        return (
          <OffButton
            key={offer.move}
            why={why}
            type={leading && offer.move === main ? "primary" : "default"}
            danger={offer.move === "void"}
            loading={move.isPending && move.variables.move === offer.move}
            onClick={() => start(offer)}
          >
            {say(offer.name)}
          </OffButton>
        );
      })}
      {quietly ? null : <WhyNot subject={subject} stage={stage} />}
      {children}
      {move.error === null || asked !== undefined ? null : (
        <Alert className="moves-fault" type="error" showIcon title={toSentence(move.error)} />
      )}
      {asked === undefined ? null : (
        <MoveDialog
          subject={subject}
          stage={stage}
          offer={asked}
          latest={offers.find((offer) => offer.move === asked.move)}
          known={known}
          standing={warnsOf(asked)}
          onClose={() => setAsked(undefined)}
        />
      )}
    </div>
  );
};
