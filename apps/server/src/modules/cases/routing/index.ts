export { checkCondition, type Fields } from "./decide.ts";
export { routeCase, routeOf, tryRoute } from "./service.ts";
export { listRules, type NamedRule, type Route } from "./store.ts";
