import type {
  Access,
  AccessAsk,
  AccessReview,
  AccessReviewDetail,
  Account,
  AccountIn,
  AccountMade,
  AccountRequest,
  AccountRequestIn,
  Department,
  Key,
  KeyIn,
  KeyMade,
  PageQuery,
  Post,
  PostIn,
  ReviewDecisionIn,
  WiderChoices,
  WiderReach,
  WiderReachIn,
} from "@chengyun/contracts";
import { apiPath, type Caller } from "../caller.ts";
import type { Asked, Input, Items, Output, Page } from "../shape.ts";

/** Address of the drawing that stands for somebody who works for the city. */
export const portraitUrl = (personId: string): string => `${apiPath}/staff/${personId}/portrait`;

/** Calls about departments, posts, accounts and keys. */
export const identityCalls = ({ get, post }: Caller) => ({
  departments: () => get<Items<Department>>("/departments"),
  posts: () => get<Items<Post>>("/posts"),
  addPost: (made: Input<typeof PostIn>) => post<Post>("/posts", made),
  accounts: (query: Asked<typeof PageQuery> = {}) => get<Page<Account>>("/accounts", query),
  addAccount: (account: Input<typeof AccountIn>) => post<Output<typeof AccountMade>>("/accounts", account),
  resetPassword: (id: string) => post<Output<typeof AccountMade>>(`/accounts/${id}/password`),
  accountRequests: () => get<Items<AccountRequest>>("/account-requests"),
  askAccount: (id: string, asked: Input<typeof AccountRequestIn>) =>
    post<{ id: string }>(`/accounts/${id}/requests`, asked),
  fetchPassword: (requestId: string) => post<Output<typeof AccountMade>>(`/account-requests/${requestId}/password`),
  widerChoices: () => get<WiderChoices>("/wider-reaches/choices"),
  widerReaches: () => get<Items<WiderReach>>("/wider-reaches"),
  takeWider: (wish: Input<typeof WiderReachIn>) => post<{ id: string }>("/wider-reaches", wish),
  accessReviews: () => get<Items<AccessReview>>("/access-reviews"),
  accessReview: (id: string) => get<AccessReviewDetail>(`/access-reviews/${id}`),
  decideReview: (id: string, decision: Input<typeof ReviewDecisionIn>) =>
    post<unknown>(`/access-reviews/${id}/decisions`, decision),
  explainAccount: (id: string, query: Asked<typeof AccessAsk>) => get<Access>(`/accounts/${id}/access`, query),
  explainKey: (id: string, query: Asked<typeof AccessAsk>) => get<Access>(`/keys/${id}/access`, query),
  keys: () => get<Items<Key>>("/keys"),
  addKey: (key: Input<typeof KeyIn>) => post<Output<typeof KeyMade>>("/keys", key),
});
