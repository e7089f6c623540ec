using System.Net;
using RefineWorkflows.Engine.Storage.Sqlite;
using RefineWorkflows.Server.Access;
using RefineWorkflows.Server.Tests.Shared;

namespace RefineWorkflows.Server.Tests.Access;

public sealed class LogIn
{
    [Fact]
    public async Task The_printed_link_opens_a_session_once()
    {
        await using GuardedServer server = await GuardedServer.StartAsync(Rooms.Map, requiresKey: true);
        string link = (await server.Gate.LogInPathAsync(default))!;

        HttpResponseMessage welcome = await server.Client.GetAsync(link);
        Assert.Equal(HttpStatusCode.OK, welcome.StatusCode);
        Assert.Contains("url=/home", await welcome.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        string cookie = Assert.Single(welcome.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);

        HttpClient browser = server.NewClient();
        browser.DefaultRequestHeaders.Add("Cookie", cookie.Split(';')[0]);
        Assert.Equal("session", await browser.GetStringAsync("/who"));
        HttpResponseMessage again = await server.Client.GetAsync(link);
        Assert.Equal((HttpStatusCode.Forbidden, "text/html"), (again.StatusCode, again.Content.Headers.ContentType?.MediaType));
        Assert.Contains("used already", await again.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.NoContent, (await browser.PostAsync("/logout", null)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/who")).StatusCode);
    }

    [Fact]
    public async Task Of_many_who_follow_one_link_one_gets_in()
    {
        await using GuardedServer server = await GuardedServer.StartAsync(Rooms.Map, requiresKey: true);
        string link = (await server.Gate.LogInPathAsync(default))!;
        HttpResponseMessage[] answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => server.Client.GetAsync(link)));
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_page_gets_a_key_of_its_own_only_inside_a_session()
    {
        await using GuardedServer server = await GuardedServer.StartAsync(Rooms.Map, requiresKey: true);
        string link = (await server.Gate.LogInPathAsync(default))!;
        string cookie = (await server.Client.GetAsync(link)).Headers.GetValues("Set-Cookie").Single().Split(';')[0];

        var context = new Microsoft.AspNetCore.Http.DefaultHttpContext();
        Assert.Null(await server.Gate.Studio.PageKeyAsync(context, default));
        context.Request.Headers.Cookie = cookie;
        string key = (await server.Gate.Studio.PageKeyAsync(context, default))!;
        Assert.Equal("page", await server.NewClient(key).GetStringAsync("/who"));
        context.Request.Headers.Cookie = $"{StudioAccess.CookieName}={key}";
        Assert.Null(await server.Gate.Studio.PageKeyAsync(context, default));
    }

    [Fact]
    public async Task A_link_is_too_old_after_an_hour_and_a_session_after_a_week()
    {
        using var folder = new TempFolder();
        await using SqliteStore store = await SqliteStore.OpenAsync(Path.Combine(folder.Path, "s.db"), TimeProvider.System, default);
        var time = new SetTime();
        var studio = new StudioAccess(store, new AccessPolicy(true, new HashSet<string>()), time);
        var context = new Microsoft.AspNetCore.Http.DefaultHttpContext();

        string late = await studio.OfferLogInAsync(default);
        time.Now += TimeSpan.FromMinutes(61);
        Assert.False(await studio.TryLogInAsync(late, context, default));

        Assert.True(await studio.TryLogInAsync(await studio.OfferLogInAsync(default), context, default));
        context.Request.Headers.Cookie = context.Response.Headers.SetCookie.ToString().Split(';')[0];
        time.Now += TimeSpan.FromDays(6);
        Assert.NotNull(await studio.SessionAsync(context, default));
        time.Now += TimeSpan.FromDays(2);
        Assert.Null(await studio.SessionAsync(context, default));
        await studio.OfferLogInAsync(default);
        Assert.Single(await store.ListRecordsAsync("access-tokens", "", false, 10, default));
    }
}
