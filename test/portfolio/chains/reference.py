# Reference values of graph measures, by networkx: python3 test/portfolio/chains/reference.py > test/portfolio/chains/reference.json
# Written with networkx 3.6.1, Python 3.11.
import json
import random

import networkx as nx

random.seed(20251)
cases = []
for nodes, links in [(3, 2), (4, 6), (6, 5), (9, 12), (15, 16), (20, 60), (40, 45), (60, 80), (150, 190)]:
    names = [f"E{i:03}" for i in range(nodes)]
    graph = nx.DiGraph()
    while graph.number_of_edges() < links:
        buyer, supplier = random.sample(names, 2)
        graph.add_edge(buyer, supplier, weight=0.0)
    for buyer in names:
        own = list(graph.successors(buyer)) if buyer in graph else []
        weights = [random.random() for _ in own]
        for supplier, weight in zip(own, weights):
            graph[buyer][supplier]["weight"] = 0.9 * weight / sum(weights)
    leader = max(graph.nodes, key=lambda one: (graph.out_degree(one), one))
    # Flow of goods: suppliers to buyers.
    between = nx.betweenness_centrality(graph.reverse(), normalized=True)
    points = sorted(nx.articulation_points(graph.to_undirected()))
    # Katz from the leader's shares, where the leader's own purchases do not count again.
    rest = graph.copy()
    rest.remove_edges_from(list(graph.out_edges(leader)))
    beta = {one: graph[leader][one]["weight"] if graph.has_edge(leader, one) else 0.0 for one in graph}
    katz = nx.katz_centrality_numpy(rest, alpha=0.5, beta=beta, normalized=False, weight="weight")
    katz = {one: float(value) for one, value in katz.items()}
    katz[leader] = 0.0
    cases.append(
        {
            "leader": leader,
            "links": [[b, s, data["weight"]] for b, s, data in graph.edges(data=True)],
            "betweenness": between,
            "articulation": points,
            "dependency": katz,
        }
    )
print(json.dumps(cases))
