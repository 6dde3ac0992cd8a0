import type { CaseRoute, MoveOffer } from "@chengyun/contracts";
import type { FactValues, Label } from "@chengyun/kernel";
import type { Context } from "../../../platform/context.ts";
import { departmentId } from "../../identity/department/index.ts";
import type { StandingCase } from "../case/index.ts";

interface Standing {
  readonly one: StandingCase;
  readonly route: CaseRoute;
  readonly nameOf: (id: string) => Label;
  /** Why the department that handed it back last did so, in its own words. */
  readonly backReason?: string | undefined;
}

/** What dialogs that name a department begin with, and why. */
interface Proposal {
  /** Facts of the case as dialogs know them. */
  readonly known: FactValues;
  readonly onOffer: (offer: MoveOffer) => MoveOffer;
}

const words = (zh: string, en: string): Label => ({ zh, en });

/** Why the rules name a department, as whoever dispatches reads it. */
const reasonOf = ({ rule, body, unmapped, departmentName: { zh, en } }: CaseRoute): Label => {
  if (rule !== undefined) return words(`按派遣规则“${rule.name.zh}”应派给${zh}`, `Rule “${rule.name.en}” names ${en}`);
  if (body !== undefined) return words(`责任单位“${body}”已对应到${zh}`, `The body “${body}” is mapped to ${en}`);
  const bodies = unmapped?.join("、");
  return bodies === undefined
    ? words(`按类别的职责应派给${zh}`, `The category's duty names ${en}`)
    : words(
        `责任单位（${bodies}）未对应，按原类别的职责应派给${zh}`,
        `The bodies (${bodies}) are not mapped; the duty of the category before names ${en}`,
      );
};

const nobodyNamed = words("没有规则或职责指明部门，请选择", "No rule and no duty names a department: choose one");

interface Proposed {
  readonly id: string | undefined;
  readonly why: Label | undefined;
  readonly doubts?: Readonly<Record<string, Label>>;
}

/** That a department handed it back, with the reason it gave. */
const handedBack = (backReason: string | undefined): Label =>
  backReason === undefined
    ? words("已退回", "handed it back")
    : words(`已退回（理由：“${backReason}”）`, `handed it back (“${backReason}”)`);

/**
 * Department for a case that nobody has. The duty desk only stands in where nobody is known, and what a department
 * handed back isn't proposed to it again.
 */
export const proposeFirst = (ctx: Context, { one, route, nameOf, backReason }: Standing): Proposed => {
  const isNamed = route.departmentId !== departmentId(ctx.deployment.profile.dutyDesk);
  const reason = isNamed ? reasonOf(route) : nobodyNamed;
  if (one.handedBackBy === undefined) return { id: isNamed ? route.departmentId : undefined, why: reason };
  const back = nameOf(one.handedBackBy);
  const said = handedBack(backReason);
  const doubts = {
    [one.handedBackBy]: words(
      `${back.zh}${said.zh}，仍派给它吗？`,
      `${back.en} ${said.en}. Send it there all the same?`,
    ),
  };
  if (one.handedBackBy === route.departmentId)
    return {
      id: undefined,
      why: words(`${reason.zh}，但它${said.zh}，请另选`, `${reason.en}, which ${said.en}: choose another`),
      doubts,
    };
  return {
    id: isNamed ? route.departmentId : undefined,
    why: words(`${back.zh}${said.zh}；${reason.zh}`, `${back.en} ${said.en}. ${reason.en}`),
    doubts,
  };
};

/** Department for a case that one has which should not keep it: the one that it says is right, else the rules'. */
const proposeInstead = (ctx: Context, { one, route, nameOf }: Standing): Proposed => {
  const said = one.facts["right-department"];
  if (one.stage === "disputed" && typeof said === "string" && said !== one.departmentId) {
    const [from, to] = [nameOf(one.departmentId ?? ""), nameOf(said)];
    return { id: said, why: words(`${from.zh}认为应由${to.zh}承办`, `${from.en} says that it is ${to.en}'s`) };
  }
  if (route.departmentId === departmentId(ctx.deployment.profile.dutyDesk)) return { id: undefined, why: nobodyNamed };
  const reason = reasonOf(route);
  return route.departmentId === one.departmentId
    ? {
        id: undefined,
        why: words(`${reason.zh}，它正承办本案，请另选`, `${reason.en}, which has it now: choose another`),
      }
    : { id: route.departmentId, why: reason };
};

const dispatching: Readonly<Record<string, (ctx: Context, standing: Standing) => Proposed>> = {
  "ask-look": (ctx, standing) => ({ id: proposeFirst(ctx, standing).id, why: undefined }),
  dispatch: proposeFirst,
  redispatch: proposeInstead,
  reassign: proposeInstead,
};

/** Whoever has the case needs no joint task of it. */
const withoutOwn = (offer: MoveOffer, { departmentId: own }: StandingCase): MoveOffer =>
  own === undefined
    ? offer
    : {
        ...offer,
        facts: offer.facts.map((fact) => (fact.id === "joint-department" ? { ...fact, without: [own] } : fact)),
      };

/** What the rules say is filled in before anybody decides, each time with the reason. */
export const proposeDepartment = (ctx: Context, standing: Standing): Proposal => {
  const first = standing.one.departmentId === undefined ? proposeFirst(ctx, standing).id : undefined;
  return {
    known: first === undefined ? {} : { department: first },
    onOffer: (offer) => {
      const proposed = dispatching[offer.move]?.(ctx, standing);
      if (proposed === undefined) return withoutOwn(offer, standing.one);
      const { id, why: hint, doubts } = proposed;
      const more = { ...(hint === undefined ? {} : { hint }), ...(doubts === undefined ? {} : { doubts }) };
      const facts = offer.facts.map((fact) =>
        fact.id === "department" ? { ...fact, proposed: id ?? "", ...more } : fact,
      );
      return { ...offer, facts };
    },
  };
};
