import type { zhFlow } from "./zh-flow.ts";

/** Words about flows: what stands in the way, how it all hangs together, in English. */
export const enFlow: typeof zhFlow = {
  why: "Why can't I?",
  whyHint: "These moves can't be made now, for these reasons",
  picture: "Picture of the flow",
  pictureOf: "{name} (version {version})",
  legend: "Solid: forward. Dashed: back or to an early end. The dark box is where it stands now.",
  stays: "Moves that stay in the stage",
  asks: "Needs: {names}",
  colleague: "Choose somebody of the own department",
  limits: "Limits",
  appeals: "Appeals against lateness",
  appealAsked: "Reason: {reason}",
  appealAnswered: "Answer: {answer}",
  exempted: "The appeal was granted: since {at} it no longer counts as late. That it was late stays in its limits.",
  kinds: {
    dispose: "To dispose",
    joint: "Joint task",
    look: "To look before filing",
    verify: "To verify before closing",
  },
  taskStages: {
    open: "being done",
    done: "done",
    "handed-back": "handed back",
    withdrawn: "withdrawn",
    given: "to be accepted",
    accepted: "being done",
    returned: "returned",
  },
  assigned: "Given to {name}",
};
