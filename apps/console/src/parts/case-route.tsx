import type { Case } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { useUi } from "@chengyun/ui";
import { Button } from "antd";
import { useState } from "react";
import { useMay } from "../data/session.ts";
import { useText } from "../strings/text.ts";
import { type Correctable, CorrectDialog } from "./case-correct.tsx";
import { FactList } from "./words.tsx";

type Routed = Correctable & Pick<Case, "route" | "areaNames" | "departmentId" | "departmentName">;

const correctable = ["reported", "looking", "filed", "dispatched", "disposing"];

/** Which department a case should go to, by which rule in which version, and what that rule looked at. */
export const CaseRouteFacts = ({ subject }: { readonly subject: Routed }) => {
  const t = useText();
  const { say, language } = useUi();
  const words = t.people.routing;
  const [open, setOpen] = useState(false);
  const may = useMay()("cases.file") && correctable.includes(subject.stage);
  const { route } = subject;
  const why = (): string => {
    if (route.rule !== undefined)
      return fillText(words.byRule, { rule: say(route.rule.name), version: String(route.rule.version) });
    if (route.body !== undefined) return fillText(words.byBody, { body: route.body });
    if (route.unmapped === undefined) return words.byDuty;
    const bodies = route.unmapped.join(language === "zh" ? "、" : ", ");
    return fillText(route.inherits === true ? words.byBefore : words.byNobody, { bodies });
  };
  const shown = (field: string, value: string | number): string => {
    if (field === "category") return say(subject.categoryName);
    if (field === "area") return subject.areaNames.map(say).join(" / ");
    return value === "" ? words.unset : String(value);
  };
  const { departmentId, departmentName } = subject;
  const isElsewhere = departmentId !== undefined && departmentName !== undefined && departmentId !== route.departmentId;
  return (
    <>
      <FactList
        facts={[
          ...(isElsewhere ? [{ name: words.sentTo, value: <strong>{say(departmentName)}</strong> }] : []),
          {
            name: words.shouldGo,
            value: isElsewhere ? say(route.departmentName) : <strong>{say(route.departmentName)}</strong>,
          },
          {
            name: words.why,
            value: why(),
          },
          {
            name: words.reads,
            value: route.reads
              .map(({ field, value }) => `${words.fields[field as keyof typeof words.fields]}: ${shown(field, value)}`)
              .join("；"),
          },
        ]}
      />
      {route.asked === 0 ? null : (
        <p className="cy-faint">{fillText(words.asked, { asked: String(route.asked), ran: String(route.ran) })}</p>
      )}
      {may ? (
        <Button size="small" onClick={() => setOpen(true)}>
          {words.correct}
        </Button>
      ) : null}
      {open ? <CorrectDialog subject={subject} onClose={() => setOpen(false)} /> : null}
    </>
  );
};
