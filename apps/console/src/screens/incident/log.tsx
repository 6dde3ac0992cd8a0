import type { Incident } from "@chengyun/contracts";
import { formatTime, useUi } from "@chengyun/ui";
import { Alert, Button, Input } from "antd";
import { useState } from "react";
import { toSentence } from "../../data/api.ts";
import { useMove } from "../../data/flow.ts";
import { useIncidentTimeline } from "../../data/incident.ts";
import { QueryView } from "../../parts/query-view.tsx";
import { useText } from "../../strings/text.ts";

const Decide = ({ incident }: { readonly incident: Incident }) => {
  const t = useText();
  const [text, setText] = useState("");
  const move = useMove({ kind: "incident", plural: "incidents", id: incident.id, version: incident.version });
  const send = (): void =>
    move.mutate({ move: "decide", facts: { decision: text.trim() } }, { onSuccess: () => setText("") });
  return (
    <div className="decide">
      <Input
        aria-label={t.command.log.decide}
        placeholder={t.command.log.decide}
        maxLength={500}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onPressEnter={() => text.trim() !== "" && send()}
      />
      <Button disabled={text.trim() === ""} loading={move.isPending} onClick={send}>
        {t.command.log.save}
      </Button>
      {move.error === null ? null : <Alert type="error" showIcon title={toSentence(move.error)} />}
    </div>
  );
};

/** Everything that happened, newest first; decisions are written into it and nowhere else. */
export const Log = ({ incident }: { readonly incident: Incident }) => {
  const t = useText();
  const { say, language, zone } = useUi();
  const query = useIncidentTimeline(incident.id);
  const may = incident.moves.some(({ move, whyNot }) => move === "decide" && whyNot === undefined);
  return (
    <>
      {may ? <Decide incident={incident} /> : null}
      <QueryView query={query} rows={8}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="cy-faint">{t.command.log.empty}</p>
          ) : (
            <ol className="incident-log">
              {items
                .toSorted((a, b) => b.position - a.position)
                .map((entry) => (
                  <li key={entry.position}>
                    <time className="figure cy-faint" dateTime={entry.at}>
                      {formatTime(Date.parse(entry.at), { language, zone })}
                    </time>
                    <span>
                      <strong>{say(entry.name)}</strong>
                      {entry.joint === undefined ? null : ` ${say(entry.joint)}`}{" "}
                      <span className="second">{say(entry.actor)}</span>
                      {entry.reason === undefined ? null : <span className="log-words">{entry.reason}</span>}
                      {entry.details.map((detail) => (
                        <span className="log-words" key={`${detail.name.zh}${detail.value.zh}`}>
                          <span className="second">{say(detail.name)}</span> {say(detail.value)}
                        </span>
                      ))}
                    </span>
                  </li>
                ))}
            </ol>
          )
        }
      </QueryView>
    </>
  );
};
