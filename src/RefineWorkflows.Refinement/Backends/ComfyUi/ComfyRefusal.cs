using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RefineWorkflows.Refinement.Backends.ComfyUi;

/// <summary>Reads what ComfyUI says when it refuses: <c>{"error": {…}, "node_errors": {…}}</c>, on older servers text and a list.</summary>
internal static class ComfyRefusal
{
    /// <summary>Types that mean: this server does not have the node or the file.</summary>
    private static readonly string[] Missing = ["missing_node_type", "value_not_in_list", "invalid_prompt_node"];

    public static BackEndException Of(ModelHttp http, ModelReply reply)
    {
        JsonObject? body = Parse(reply.Body);
        if (body is null || !body.ContainsKey("error"))
            return http.Failure(StatusMeaning.Of(reply.Status), $"it refused with status {(int)reply.Status}: {http.Shown(reply.Body)}", retryAfter: reply.RetryAfter);

        var error = body["error"] as JsonObject;
        List<string> types = [ComfyOutcome.Text(error?["type"])];
        List<string> told = [error is null ? ComfyOutcome.Text(body["error"]) : Sentence(error)];
        foreach ((string node, JsonNode? problems) in body["node_errors"] as JsonObject ?? [])
        {
            foreach (JsonObject problem in ((problems as JsonObject)?["errors"] as JsonArray ?? []).OfType<JsonObject>())
            {
                types.Add(ComfyOutcome.Text(problem["type"]));
                told.Add($"node {node} ({ComfyOutcome.Text(problems!["class_type"])}): {Sentence(problem)}");
            }
        }

        bool missing = (int)reply.Status == 400 && types.Any(Missing.Contains);
        string text = http.Shown(Encoding.UTF8.GetBytes(string.Join("; ", told)));
        return missing
            ? http.Failure(BackEndFailure.NotFound, $"{text}. Install what is missing there, or name a model that it has; `refine backends test` lists them.")
            : http.Failure(StatusMeaning.Of(reply.Status), $"it refused with status {(int)reply.Status}: {text}", retryAfter: reply.RetryAfter);
    }

    private static string Sentence(JsonObject error)
    {
        string details = ComfyOutcome.Text(error["details"]);
        return details.Length > 0 ? $"{ComfyOutcome.Text(error["message"])}: {details}" : ComfyOutcome.Text(error["message"]);
    }

    private static JsonObject? Parse(byte[] body)
    {
        try
        {
            return JsonNode.Parse(body) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
