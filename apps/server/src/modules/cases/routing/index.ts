export { checkCondition, type Fields, namedIn } from "./decide.ts";
export { routeCase, routeOf, tryRoute } from "./service.ts";
export { listRules, type NamedRule, type Route } from "./store.ts";
