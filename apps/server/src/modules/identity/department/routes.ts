import { Department, Post, PostIn } from "@chengyun/contracts";
import { z } from "zod";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { listDepartments, listPosts, registerPost } from "./service.ts";

export const routes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/departments",
    summary: "Departments of the city and their duties",
    access: "signed-in",
    scope: "none",
    answer: z.object({ items: z.array(Department) }),
    handle: async (ctx) => ({ items: await listDepartments(ctx) }),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/posts",
    summary: "Posts within the own area",
    access: "accounts.read",
    scope: "list",
    answer: z.object({ items: z.array(Post) }),
    handle: async (ctx) => ({ items: await listPosts(ctx) }),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/posts",
    summary: "Make a post of a department in an area",
    access: "accounts.manage",
    scope: "subject",
    body: PostIn,
    answer: Post,
    status: 201,
    handle: (ctx, { body }) => registerPost(ctx, body),
  }),
];
