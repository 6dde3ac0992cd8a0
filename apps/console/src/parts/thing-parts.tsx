import type { Stream, Thing } from "@chengyun/contracts";
import { fillText, type Severity, severities, severityNames } from "@chengyun/kernel";
import { formatFigure, formatMoment, type Series, SeverityMark, useUi } from "@chengyun/ui";
import { Link } from "@tanstack/react-router";
import { useText } from "../strings/text.ts";
import { usePlaceName } from "./case-parts.tsx";
import { FactList } from "./words.tsx";

/** How a thing is: in alarm, silent or normal. */
export const ThingState = ({ thing }: { readonly thing: Pick<Thing, "severity" | "silent"> }) => {
  const t = useText();
  const { say } = useUi();
  if (thing.severity !== undefined)
    return (
      <span className="state-words">
        <SeverityMark severity={thing.severity} word={false} />
        {fillText(t.what.inAlarm, { level: say(severityNames[thing.severity]) })}
      </span>
    );
  return (
    <span className={thing.silent ? "state-silent" : "state-normal"}>
      {thing.silent ? t.what.silent : t.what.normal}
    </span>
  );
};

/** Level, kind and name of a thing. */
export const ThingHead = ({ thing }: { readonly thing: Thing }) => {
  const { say } = useUi();
  return (
    <div className="subject-head">
      <div className="subject-signs">
        <ThingState thing={thing} />
        <span className="sign">{say(thing.typeName)}</span>
      </div>
      <h1>{say(thing.name)}</h1>
    </div>
  );
};

/** Where it is, whose it is, what it is like. */
export const ThingFacts = ({ thing }: { readonly thing: Thing }) => {
  const t = useText();
  const { say } = useUi();
  const place = usePlaceName();
  const [longitude, latitude] = thing.position;
  return (
    <FactList
      facts={[
        { name: t.what.ref, value: <span className="figure own-number">{thing.ref}</span> },
        { name: t.what.where, value: place(thing) },
        { name: t.what.owner, value: thing.departmentName === undefined ? t.what.none : say(thing.departmentName) },
        {
          name: t.what.position,
          value: <span className="figure">{`${longitude.toFixed(5)}, ${latitude.toFixed(5)}`}</span>,
        },
        ...(thing.code === undefined
          ? []
          : [{ name: t.what.code, value: <span className="figure">{thing.code}</span> }]),
        ...thing.attributeList.map(({ id, name, unit, value }) => ({
          key: id,
          name: say(name),
          value: <span className="figure">{unit === undefined ? value : `${value} ${unit}`}</span>,
        })),
      ]}
    />
  );
};

/** Ways to the neighbours along links. */
export const Neighbours = ({ thing }: { readonly thing: Thing }) => {
  const t = useText();
  const { say } = useUi();
  if (thing.upstream.length + thing.downstream.length === 0) return <p className="cy-faint">{t.things.noNeighbours}</p>;
  const links = (things: Thing["upstream"]) =>
    things.length === 0
      ? t.what.none
      : things.map((each) => (
          <Link key={each.id} className="neighbour" to={`/things/${each.id}`}>
            {say(each.name)}
          </Link>
        ));
  return (
    <FactList
      facts={[
        { name: t.what.upstream, value: links(thing.upstream) },
        { name: t.what.downstream, value: links(thing.downstream) },
      ]}
    />
  );
};

const isSeverity = (level: string): level is Severity => severities.some((severity) => severity === level);

/** The lines of a stream's rules that have a level. */
export const toSeriesLines = (stream: Stream): Series["lines"] =>
  stream.lines.flatMap(({ severity, value }) => (isSeverity(severity) ? [{ severity, value }] : []));

/** The latest value of a stream with its unit, and its time on hover. */
export const LatestValue = ({ stream }: { readonly stream: Stream }) => {
  const t = useText();
  const { language, zone } = useUi();
  if (stream.latest === undefined) return <span className="cy-faint">{t.things.never}</span>;
  const at = formatMoment(Date.parse(stream.latest.at), { language, zone });
  return (
    <span title={`${t.things.device} · ${at}`}>
      <strong className="figure">{formatFigure(stream.latest.value, stream, language)}</strong>{" "}
      <span className="cy-faint figure">{at}</span>
    </span>
  );
};
