import type { Me } from "@chengyun/contracts";

/** Whether the person is on duty, and sharing where they are. */
export const Duty = ({ me }: { readonly me: Me }) => (me.permissions.length === 0 ? null : null);
