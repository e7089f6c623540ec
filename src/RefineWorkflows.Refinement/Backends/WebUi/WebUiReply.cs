using System.Text.Json;
using System.Text.Json.Nodes;

namespace RefineWorkflows.Refinement.Backends.WebUi;

/// <summary>What txt2img and img2img return: <c>{"images": [base64…], "parameters": {…}, "info": "JSON as text"}</c>.</summary>
/// <param name="Picture">The first picture.</param>
/// <param name="Seed">The seed that it says it used; null when it does not say.</param>
internal sealed record WebUiReply(byte[] Picture, ulong? Seed)
{
    /// <exception cref="BackEndException">Protocol: there is no picture in it.</exception>
    public static WebUiReply Read(ModelHttp http, JsonObject body)
    {
        if ((body["images"] as JsonArray)?.FirstOrDefault() is not JsonValue value || !value.TryGetValue(out string? text))
            throw http.Failure(BackEndFailure.Protocol, "it answered without a picture.");
        return new WebUiReply(Decode(http, text), UsedSeed(WebUiClient.Text(body["info"])));
    }

    private static byte[] Decode(ModelHttp http, string text)
    {
        // Bare or as data:<mime>;base64,<data>; servers and proxies break lines as they like, which the decoder ignores.
        int comma = text.StartsWith("data:", StringComparison.Ordinal) ? text.IndexOf(',', StringComparison.Ordinal) : -1;
        try
        {
            return Convert.FromBase64String(text[(comma + 1)..]);
        }
        catch (FormatException wrong)
        {
            throw http.Failure(BackEndFailure.Protocol, "its picture is no base64.", wrong);
        }
    }

    private static ulong? UsedSeed(string info)
    {
        try
        {
            return (JsonNode.Parse(info) as JsonObject)?["seed"] is JsonValue value && value.TryGetValue(out ulong seed) ? seed : null;
        }
        catch (JsonException)
        {
            // Only a remark beside the picture; the seed that was sent is the one that counts then.
            return null;
        }
    }
}
