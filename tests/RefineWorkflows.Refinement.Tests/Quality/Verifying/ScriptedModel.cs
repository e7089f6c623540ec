using RefineWorkflows.Refinement.Backends.Chat;
using RefineWorkflows.Refinement.Tests.Judging;

namespace RefineWorkflows.Refinement.Tests.Quality.Verifying;

/// <summary>Replies of a good model that is asked about a red cube left of a lamp.</summary>
internal static class ScriptedModel
{
    public const string Structure = """
        { "structure": { "things": [{ "name": "cube", "count": 1, "attributes": ["red"] }, { "name": "lamp", "count": null, "attributes": [] }],
          "relations": [{ "subject": "cube", "relation": "left_of", "other": "lamp" }], "places": [], "shares": [], "light_from": null, "other_attributes": ["at night"] } }
        """;

    public const string Answers = """{ "answers": [{ "number": 1, "answer": "yes" }, { "number": 2, "answer": "Yes." }, { "number": 3, "answer": "yes" }, { "number": 4, "answer": "no" }] }""";

    public const string Boxes = """{ "found": { "unit": "thousandths", "boxes": [{ "thing": "Cube", "box": [100, 400, 300, 600], "depth": "near" }, { "thing": "lamps", "box": [700, 380, 800, 620], "depth": null }] } }""";

    public const string Axes = """
        { "axes": { "aesthetic": { "score": 0.8, "reason": "Calm and balanced." }, "motion": { "score": null, "reason": "" },
          "coherence": { "score": 0.6, "reason": "The night is missing." }, "fidelity": { "score": 0.9, "reason": "Cube and lamp are there." } } }
        """;

    public static ScriptedVision Vision(string structure = Structure, string answers = Answers, string boxes = Boxes, string axes = Axes)
        => new(request => Kind(request) switch { "structure" => structure, "answers" => answers, "boxes" => boxes, _ => axes });

    public static string Kind(ChatRequest request) => request.Turns[0].Text.Split('\n')[0] switch
    {
        "The description:" => "structure",
        "The questions:" => "answers",
        "The things:" => "boxes",
        _ => "axes",
    };
}
