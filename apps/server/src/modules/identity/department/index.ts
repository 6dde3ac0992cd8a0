export {
  checkAreaPath,
  type DeclaredPost,
  departmentFor,
  departmentId,
  departmentNames,
  getPosts,
  listAllPosts,
  listDepartments,
  postId,
  postsById,
  providePost,
  seedDepartments,
} from "./service.ts";
export { stableId } from "./stable-id.ts";
