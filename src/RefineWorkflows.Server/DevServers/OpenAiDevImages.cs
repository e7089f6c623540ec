using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using RefineWorkflows.Refinement.Generation;
using RefineWorkflows.Refinement.Generation.Painting;

namespace RefineWorkflows.Server.DevServers;

/// <summary>The images routes of a server that speaks OpenAI's language; the embedded painter makes the pictures. As there, nobody chooses the seed.</summary>
/// <param name="faults">What it is told to do wrong.</param>
internal sealed class OpenAiDevImages(DevFaults faults)
{
    public const string Model = "dev-painter";

    private static readonly string[] StandardSizes = ["1024x1024", "1536x1024", "1024x1536", "auto"];

    private readonly EmbeddedPainter painter = new();
    private int made;

    /// <summary>Whether it answers with addresses unless it is told not to, and calls the picture to edit <c>image</c>, as servers of DALL-E's days do; others refuse to be told.</summary>
    public bool IsOld { get; init; }

    /// <summary>Whether it makes only OpenAI's own sizes.</summary>
    public bool OnlyStandardSizes { get; init; }

    /// <summary>Sent instead of the picture; null sends the picture.</summary>
    public byte[]? Instead { get; init; }

    /// <summary>The size of the last picture.</summary>
    public string? LastSize { get; private set; }

    public void Map(WebApplication app)
    {
        app.MapPost("/v1/images/generations", GenerateAsync);
        app.MapPost("/v1/images/edits", EditAsync).DisableAntiforgery();
    }

    private async Task<IResult> GenerateAsync(JsonElement body, CancellationToken cancellationToken)
        => await MakeAsync(name => body.TryGetProperty(name, out JsonElement value) ? value.ToString() : null, null, cancellationToken);

    private async Task<IResult> EditAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        IFormCollection form = await request.ReadFormAsync(cancellationToken);
        string field = IsOld ? "image" : "image[]";
        if (form.Files.GetFile(field) is not { } file)
            return OpenAiError.Refuse(400, $"Missing required parameter: '{field}'.", "missing_required_parameter", field);
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, cancellationToken);
        return await MakeAsync(name => form.TryGetValue(name, out var value) ? value.ToString() : null, bytes.ToArray(), cancellationToken);
    }

    private async Task<IResult> MakeAsync(Func<string, string?> field, ReadOnlyMemory<byte>? reference, CancellationToken cancellationToken)
    {
        if (Refusal(field) is { } refusal)
            return refusal;
        int[] size = [.. field("size") is { } given and not "auto" ? given.Split('x').Select(side => int.Parse(side, CultureInfo.InvariantCulture)) : [1024, 1024]];
        LastSize = $"{size[0]}x{size[1]}";
        int turn = Interlocked.Increment(ref made);
        GeneratedImage picture = await painter.GenerateAsync(new GenerationRequest(field("prompt") ?? "", field("negative_prompt"), (ulong)turn, size[0], size[1], reference), cancellationToken);
        byte[] bytes = Instead ?? picture.Bytes.ToArray();
        object answer = IsOld && field("response_format") is null
            ? new { url = $"http://169.254.169.254/{turn}.png" }
            // Both forms are found in the world: lines of base64, and whole data URLs.
            : new { b64_json = reference is null ? Convert.ToBase64String(bytes, Base64FormattingOptions.InsertLineBreaks) : $"data:image/png;base64,{Convert.ToBase64String(bytes)}" };
        return Results.Json(new { created = 1_700_000_000, data = new[] { answer }, usage = new { total_tokens = 4200, input_tokens = 40, output_tokens = 4160 } });
    }

    private IResult? Refusal(Func<string, string?> field)
    {
        if (faults.Take("missing-model") || field("model") is { } model && model != Model)
            return OpenAiError.Refuse(404, $"The model '{field("model")}' does not exist.", "model_not_found", "model");
        if (faults.Take("oom"))
            return OpenAiError.Refuse(500, "CUDA out of memory. Tried to allocate 2.00 GiB.", null);
        if (field("response_format") is not null && !IsOld)
            return OpenAiError.Refuse(400, "Unknown parameter: 'response_format'.", "unknown_parameter", "response_format");
        if (field("prompt")?.Contains(DevMind.Unspeakable, StringComparison.OrdinalIgnoreCase) == true)
            return OpenAiError.Refuse(400, "Your request was rejected as a result of our safety system.", "moderation_blocked");
        return OnlyStandardSizes && field("size") is { } size && !StandardSizes.Contains(size)
            ? OpenAiError.Refuse(400, $"Invalid value: '{size}'. Supported values are: '1024x1024', '1024x1536', '1536x1024', and 'auto'.", "invalid_value", "size")
            : null;
    }
}
