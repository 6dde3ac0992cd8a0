export {
  checkAreaPath,
  type DeclaredPost,
  departmentFor,
  departmentId,
  departmentNames,
  getPosts,
  listAllPosts,
  postId,
  postsById,
  providePost,
  seedDepartments,
} from "./service.ts";
export { stableId } from "./stable-id.ts";
