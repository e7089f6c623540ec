using System.Collections.Concurrent;
using System.Globalization;
using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Clips;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Imaging.Composition;
using RefineWorkflows.Imaging.Measures;
using RefineWorkflows.Refinement.Backends.Chat;
using RefineWorkflows.Refinement.Judging;
using RefineWorkflows.Refinement.Judging.Prompts;
using RefineWorkflows.Refinement.Quality.Reward;
using RefineWorkflows.Refinement.Quality.Semantic;
using RefineWorkflows.Refinement.Quality.Spatial;
using RefineWorkflows.Refinement.Quality.Verifying.Asking;

namespace RefineWorkflows.Refinement.Quality.Verifying;

/// <summary>
/// Lets a chat model that can see verify pictures: it takes the prompt apart once, says yes or no to each part, and shows
/// where things are; what follows from that is decided here. Every call stands alone, at temperature 0. What the model does
/// wrong makes a channel missing and nothing else.
/// </summary>
/// <param name="model">The model. One that cannot see is refused by <see cref="PrepareAsync"/>.</param>
public sealed class ChatVerifier(IChatModel model) : IVerifier
{
    private const int LongestAnswer = 2048, Retries = 2, MostPromptsKept = 256;
    private const string Version = "v1";

    private static readonly ImageCodec Codec = new(ImageLimits.Default);
    private static readonly PromptAsset Structure = PromptAssets.Find(PromptAssets.PromptStructure, Version).For(PromptInputs.Structure);
    private static readonly PromptAsset Questions = PromptAssets.Find(PromptAssets.YesNoQuestions, Version).For(PromptInputs.Questions);
    private static readonly PromptAsset Boxes = PromptAssets.Find(PromptAssets.ThingBoxes, Version).For(PromptInputs.Questions);
    private static readonly PromptAsset Axes = PromptAssets.Find(PromptAssets.RewardAxes, Version).For(PromptInputs.SingleScore);

    private readonly ConcurrentDictionary<string, Answered<PromptParts>> _parts = new(StringComparer.Ordinal);

    public string Id => model.Id;

    /// <summary>The prompts that it asks with.</summary>
    public IReadOnlyList<PromptStamp> Prompts => [Structure.Stamp, Questions.Stamp, Boxes.Stamp, Axes.Stamp];

    /// <inheritdoc/>
    public Task PrepareAsync(CancellationToken cancellationToken) => Sight.RequireAsync(model, "verifier", cancellationToken);

    /// <inheritdoc/>
    public async Task<ChannelReading> SemanticAsync(string prompt, ReadOnlyMemory<byte> picture, CancellationToken cancellationToken)
    {
        Answered<PromptParts> parts = await PartsAsync(prompt, cancellationToken);
        if (parts.Value is not { } told)
            return ChannelReading.Missing(NoStructure(parts)) with { Raw = Replies(parts.RawReply) };
        string asked = Numbered(told.Questions.Select(question => question.Text));
        ReadOnlyMemory<byte> shown = await ModelPicture.PrepareAsync(picture, cancellationToken);
        Answered<IReadOnlyList<EntityAnswer>> answers = await AskAsync(Questions, PromptInputs.Asked, asked, shown, reply => AnswersReply.Read(reply, told.Questions), cancellationToken);
        return (answers.Value is { } said ? EntityCoverage.Read(said) : ChannelReading.Missing($"{Id} did not answer the questions: {answers.Problem}")) with { Raw = Replies(answers.RawReply) };
    }

    /// <inheritdoc/>
    public async Task<SpatialReport> SpatialAsync(string prompt, ReadOnlyMemory<byte> picture, CancellationToken cancellationToken)
    {
        Answered<PromptParts> parts = await PartsAsync(prompt, cancellationToken);
        if (parts.Value is not { } told)
            return SpatialReport.Missing(NoStructure(parts)) with { Raw = Replies(parts.RawReply) };
        if (told.Things.Count == 0 && told.Claims.Count == 0)
            return SpatialReport.Missing("the prompt names nothing that has a place") with { Raw = Replies(parts.RawReply) };
        ReadOnlyMemory<byte> shown = await ModelPicture.PrepareAsync(picture, cancellationToken);
        RgbImage pixels = Codec.Decode(shown);
        Answered<IReadOnlyList<FoundThing>> found = await AskAsync(
            Boxes, PromptInputs.Asked, string.Join('\n', told.Things.Select(thing => $"- {thing}")), shown, reply => BoxesReply.Read(reply, told.Things, pixels.Width, pixels.Height), cancellationToken);
        string[] raw = Replies(parts.RawReply, found.RawReply);
        return found.Value is { } things
            ? SpatialVerifier.Verify(new SpatialPrompt(told.Things, told.Claims), new SpatialScene(pixels.Width, pixels.Height, things, Light.Of(Thumbnail.Of(pixels, MeasuredScene.LargestSide)))) with { Raw = raw }
            : SpatialReport.Missing($"{Id} did not say where things are: {found.Problem}") with { Raw = raw };
    }

    /// <inheritdoc/>
    public async Task<RewardReport> AxesAsync(GradeSubject subject, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(subject);
        if (subject.Frames.Count == 0)
            return RewardReport.Missing("there is no frame to look at");
        ReadOnlyMemory<byte> shown = await ModelPicture.PrepareAsync(subject.IsClip ? Sheet(subject.Frames) : subject.Frames[0], cancellationToken);
        Answered<IReadOnlyList<AxisReading>> axes = await AskAsync(Axes, PromptInputs.Instruction, Instruction(subject), shown, reply => AxesReply.Read(reply, subject.IsClip), cancellationToken);
        return (axes.Value is { } read ? RewardReport.Of(read) : RewardReport.Missing($"{Id} did not rate the axes: {axes.Problem}")) with { Raw = Replies(axes.RawReply) };
    }

    private async Task<Answered<PromptParts>> PartsAsync(string prompt, CancellationToken cancellationToken)
    {
        if (_parts.TryGetValue(prompt, out Answered<PromptParts>? known))
            return known;
        Answered<PromptParts> parts = await AskAsync(Structure, PromptInputs.Instruction, prompt, null, StructureReply.Read, cancellationToken);
        if (parts.Value is not null)
        {
            if (_parts.Count >= MostPromptsKept)
                _parts.Clear();
            _parts[prompt] = parts;
        }

        return parts;
    }

    private Task<Answered<T>> AskAsync<T>(PromptAsset asset, string input, string words, ReadOnlyMemory<byte>? picture, Func<string, Reading<T>> read, CancellationToken cancellationToken)
        where T : class
    {
        var texts = new Dictionary<string, string> { [input] = words };
        var pictures = new Dictionary<string, ReadOnlyMemory<byte>>();
        if (picture is { } shown)
            pictures[PromptInputs.EditedImage] = shown;
        return PatientQuestion.AskAsync(
            Retries,
            async (reminder, token) => (await model.AskAsync(asset.Fill(texts, pictures, reminder) with { MaxTokens = LongestAnswer }, token)).Text,
            read,
            cancellationToken);
    }

    private string NoStructure(Answered<PromptParts> parts) => $"{Id} did not take the prompt apart: {parts.Problem}";

    private static string Instruction(GradeSubject subject)
        => subject.Brief.IsEmpty ? subject.Prompt : $"{subject.Prompt}\n\n{ChatInstructions.BriefMark}\n{string.Join('\n', subject.Brief.Lines().Select(line => $"- {PlainWords.Of(line)}"))}";

    private static byte[] Sheet(IReadOnlyList<ReadOnlyMemory<byte>> frames)
        => Codec.EncodePng(ContactSheet.Compose([.. EvenFrames.Of(frames.Count, ContactSheet.MostFrames).Select(at => Codec.Decode(frames[at]))]));

    private static string Numbered(IEnumerable<string> questions)
        => string.Join('\n', questions.Select((question, at) => string.Create(CultureInfo.InvariantCulture, $"{at + 1}. {question}")));

    private static string[] Replies(params string?[] raw) => [.. raw.OfType<string>()];
}
