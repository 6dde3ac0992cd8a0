// The page itself never scrolls, so nothing has to be locked under a dialog; the component library's own lock
// inserts a style element without a nonce, which the page's policy refuses.
const useScrollLocker = (): void => undefined;

// biome-ignore lint/style/noDefaultExport: stands in for a module that has one
export default useScrollLocker;
