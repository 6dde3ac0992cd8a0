import type { FlowShape, MoveIn, MoveOffer, SubjectState } from "@chengyun/contracts";
import type { Caller } from "../caller.ts";
import type { Input, Items, Output } from "../shape.ts";

/** Calls that serve every flow alike; `plural` is the flow's, e.g. `cases`. */
export const flowCalls = ({ get, post }: Caller) => ({
  flows: () => get<Items<FlowShape>>("/flows"),
  moves: (plural: string, id: string) => get<Items<MoveOffer>>(`/${plural}/${id}/moves`),
  /** Every move, those of other stages too, with all that is missing. */
  explainMoves: (plural: string, id: string) => get<Items<MoveOffer>>(`/${plural}/${id}/moves?all=true`),
  /** People of a department to whom its tasks can be assigned. */
  colleagues: (department: string) => get<Items<{ id: string; name: string }>>(`/colleagues?department=${department}`),
  /** `key`: the caller's own name for this request, so that sending it again moves nothing twice. */
  move: (
    subject: { readonly plural: string; readonly id: string },
    move: string,
    input: Input<typeof MoveIn>,
    key?: string,
  ) => post<Output<typeof SubjectState>>(`/${subject.plural}/${subject.id}/moves/${move}`, input, key),
});
