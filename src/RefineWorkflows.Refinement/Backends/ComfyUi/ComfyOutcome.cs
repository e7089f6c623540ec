using System.Text.Json.Nodes;

namespace RefineWorkflows.Refinement.Backends.ComfyUi;

/// <summary>How a prompt ended, as the server's history tells it.</summary>
/// <param name="Id">The server's id of the prompt.</param>
/// <param name="Files">The pictures, in the order of the nodes' ids.</param>
/// <param name="Problem">What went wrong in the server's words; null when it went well.</param>
/// <param name="Failure">What kind of problem it is.</param>
/// <param name="Interrupted">Whether somebody stopped it.</param>
internal sealed record ComfyOutcome(string Id, IReadOnlyList<(string Node, ComfyFile File)> Files, string? Problem, BackEndFailure Failure, bool Interrupted)
{
    // Video nodes list what they wrote under the first name, extensions under the others: clips before pictures, which are their first frames.
    private static readonly string[] FileLists = ["videos", "video", "gifs", "images"];

    /// <summary>Reads one entry of the history; null while it says that the prompt is not completed.</summary>
    public static ComfyOutcome? Read(string id, JsonObject entry)
    {
        var status = entry["status"] as JsonObject;
        List<(string Node, ComfyFile File)> files = [.. ReadFiles(entry["outputs"] as JsonObject)];
        if (Text(status?["status_str"]) != "error")
        {
            // Servers before the status was told list an entry only when it is done.
            bool completed = status?["completed"] is not JsonValue told || !told.TryGetValue(out bool done) || done;
            return completed ? new ComfyOutcome(id, files, null, BackEndFailure.Protocol, Interrupted: false) : null;
        }

        JsonObject? error = Message(status, "execution_error");
        if (error is null)
            return new ComfyOutcome(id, files, "somebody stopped it at the server", BackEndFailure.InvalidRequest, Interrupted: true);
        string type = Text(error["exception_type"]);
        string problem = $"node {Text(error["node_id"])} ({Text(error["node_type"])}) failed: {type}: {Text(error["exception_message"]).Trim()}";
        bool memory = type.Contains("OutOfMemory", StringComparison.Ordinal);
        return new ComfyOutcome(id, files, problem, memory ? BackEndFailure.OutOfMemory : BackEndFailure.InvalidRequest, Interrupted: false);
    }

    /// <summary>The pictures that came over the socket, of a workflow that saves none.</summary>
    public IReadOnlyList<byte[]> Sent { get; init; } = [];

    /// <summary>Whether the picture was made and sent, and nobody heard it.</summary>
    public bool IsLost { get; init; }

    /// <summary>The files of one node that belong together, kept ones before temporary ones.</summary>
    /// <param name="node">The node whose files count; null takes the first that has any.</param>
    public IReadOnlyList<ComfyFile> FilesOf(string? node)
    {
        (string from, ComfyFile first) = Files.Where(one => node is null || one.Node == node).OrderBy(one => one.File.Kind == "output" ? 0 : 1).FirstOrDefault();
        return first is null ? [] : [.. Files.Where(one => one.Node == from && one.File.Kind == first.Kind).Select(one => one.File)];
    }

    private static IEnumerable<(string Node, ComfyFile File)> ReadFiles(JsonObject? outputs)
    {
        foreach ((string node, JsonNode? output) in (outputs ?? []).OrderBy(pair => int.TryParse(pair.Key, out int number) ? number : int.MaxValue).ThenBy(pair => pair.Key, StringComparer.Ordinal))
        {
            foreach (JsonObject file in FileLists.SelectMany(list => (output as JsonObject)?[list] as JsonArray ?? []).OfType<JsonObject>())
                yield return (node, new ComfyFile(Text(file["filename"]), Text(file["subfolder"]), file["type"] is null ? "output" : Text(file["type"])));
        }
    }

    private static JsonObject? Message(JsonObject? status, string type)
        => (status?["messages"] as JsonArray ?? []).OfType<JsonArray>().FirstOrDefault(message => message.Count == 2 && Text(message[0]) == type)?[1] as JsonObject;

    internal static string Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : node?.ToJsonString() ?? "";
}
