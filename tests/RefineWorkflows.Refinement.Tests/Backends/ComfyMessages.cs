using System.Buffers.Binary;
using System.Text;
using RefineWorkflows.Refinement.Backends.ComfyUi;
using RefineWorkflows.Refinement.Generation;

namespace RefineWorkflows.Refinement.Tests.Backends;

public sealed class ComfyMessages : IProgress<GenerationProgress>
{
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 1, 2, 3];
    private readonly List<GenerationProgress> reports = [];

    void IProgress<GenerationProgress>.Report(GenerationProgress value) => reports.Add(value);

    [Fact]
    public void Nodes_that_were_cached_or_are_finished_count_whole_and_the_one_at_work_in_part()
    {
        ComfyNews news = News();
        Say(news, """{"type": "execution_cached", "data": {"nodes": ["1"]}}""");
        Say(news, """{"type": "progress_state", "data": {"nodes": {"2": {"value": 0, "max": 0, "state": "finished"}, "3": {"value": 1, "max": 4, "state": "running"}}}}""");
        Say(news, """{"type": "progress", "data": {"value": 1, "max": 2}}""");

        Assert.Equal([2.25 / 4], reports.Select(one => one.Done));
    }

    [Fact]
    public void Older_servers_tell_the_share_of_one_node()
    {
        ComfyNews news = News();
        Say(news, """{"type": "progress", "data": {"value": 3, "max": 4}}""");
        Say(news, """{"type": "progress", "data": {"value": 9, "max": 0}}""");

        Assert.Equal([0.75], reports.Select(one => one.Done));
    }

    [Fact]
    public void Pictures_count_as_sent_only_while_their_node_is_the_one_at_work()
    {
        ComfyNews news = News(sender: "9");
        Say(news, """{"type": "executing", "data": {"node": "3"}}""");
        news.ReadFrame(Frame(1, [0, 0, 0, 2, .. Png]));
        Say(news, """{"type": "executing", "data": {"node": "9"}}""");
        news.ReadFrame(Frame(1, [0, 0, 0, 2, .. Png, 4]));
        news.ReadFrame(Described("9", [.. Png, 5]));
        news.ReadFrame(Described("3", Png));

        Assert.Equal([4, 5], news.Sent!.Select(one => one[^1]));
        Assert.Equal(2, reports.Count(one => one.Preview is { } preview && preview.Span.SequenceEqual(Png)));
    }

    [Fact]
    public void When_something_may_have_been_missed_nothing_counts_as_all_that_was_sent()
    {
        ComfyNews news = News(sender: "9");
        news.ReadFrame(Described("9", Png));
        news.Missed();

        Assert.Null(news.Sent);
        Assert.True(news.Look.IsCompleted);
    }

    [Fact]
    public void More_than_may_be_kept_is_not_kept()
    {
        ComfyNews news = News(sender: "9", largest: 10);
        news.ReadFrame(Described("9", Png));
        news.ReadFrame(Described("9", Png));

        Assert.Null(news.Sent);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"type\": 5, \"data\": []}")]
    [InlineData("{\"type\": \"progress_state\", \"data\": {\"nodes\": {\"1\": 5, \"2\": {\"value\": \"x\"}}}}")]
    [InlineData("{\"type\": \"execution_cached\", \"data\": {\"nodes\": 7}}")]
    [InlineData("{\"type\": \"progress\", \"type\": \"progress\", \"data\": {}}")]
    [InlineData("{\"type\": \"something.new\", \"data\": {}}")]
    public void Messages_of_others_are_not_stumbled_over(string text)
    {
        ComfyNews news = News();

        Say(news, text);

        Assert.False(news.Look.IsCompleted);
        Assert.All(reports, one => Assert.InRange(one.Done, 0, 1));
    }

    [Theory]
    [InlineData(1, new byte[] { })]
    [InlineData(1, new byte[] { 0, 0, 0, 2, 60, 104, 116, 109, 108 })]
    [InlineData(3, new byte[] { 0, 0, 0, 2, 0x89, 0x50, 0x4E, 0x47 })]
    [InlineData(4, new byte[] { 0x7F, 0xFF, 0xFF, 0xFF, 1, 2, 3, 4, 5 })]
    [InlineData(4, new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 1, 2, 3, 4, 5 })]
    [InlineData(4, new byte[] { 0, 0, 0, 1, 123, 0x00, 0x50 })]
    public void Frames_that_are_no_pictures_are_left_alone(int kind, byte[] rest)
    {
        ComfyNews news = News(sender: "");

        news.ReadFrame(Frame(kind, rest));

        Assert.Empty(reports);
        Assert.Empty(news.Sent!);
    }

    [Theory]
    [InlineData("""{"type": "executing", "data": {"node": null, "prompt_id": "x"}}""")]
    [InlineData("""{"type": "execution_success", "data": {"prompt_id": "x"}}""")]
    [InlineData("""{"type": "execution_error", "data": {"prompt_id": "x"}}""")]
    public async Task An_end_wakes_whoever_waits_until_he_has_looked(string text)
    {
        ComfyNews news = News();

        Say(news, text);

        Assert.True(news.Look.IsCompleted);
        await news.EndedAsync(TimeSpan.FromSeconds(1), TimeProvider.System, default);
        news.Looked();
        Assert.False(news.Look.IsCompleted);
    }

    private ComfyNews News(string? sender = null, long largest = 1000) => new(4, sender, largest, this);

    private static void Say(ComfyNews news, string text) => news.Read(Encoding.UTF8.GetBytes(text));

    private static byte[] Frame(int kind, byte[] rest)
    {
        byte[] frame = new byte[4 + rest.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, kind);
        rest.CopyTo(frame, 4);
        return frame;
    }

    private static byte[] Described(string node, byte[] picture)
    {
        byte[] description = Encoding.UTF8.GetBytes($$"""{"node_id": "{{node}}", "image_type": "image/png"}""");
        byte[] length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, description.Length);
        return Frame(4, [.. length, .. description, .. picture]);
    }
}
