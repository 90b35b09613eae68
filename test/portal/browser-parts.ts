// jsdom draws nothing, so it has nothing to scroll.
Element.prototype.scrollIntoView = () => {};
window.scrollTo = () => {};
