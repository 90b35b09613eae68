/** Stands for every style sheet: the names of its classes are those in its source. */
module.exports = new Proxy({}, { get: (_, name) => (name === '__esModule' ? false : name) });
